-- Alerts that rules gave in production; each is here once, however often it was imported.
CREATE TABLE alert_rule (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  priority TEXT NOT NULL                   -- as Falco writes it
) STRICT;

CREATE TABLE alert_host (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE                -- empty when alerts name none
) STRICT;

CREATE TABLE alert (
  digest BLOB    NOT NULL PRIMARY KEY,     -- 128 bits of the SHA-256 of what makes it this alert
  rule   INTEGER NOT NULL REFERENCES alert_rule,
  host   INTEGER NOT NULL REFERENCES alert_host,
  time   INTEGER NOT NULL                  -- ns since the epoch
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_by_rule ON alert (rule, host, time);
