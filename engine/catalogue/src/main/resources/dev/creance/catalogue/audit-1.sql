-- Who did what with releases. Rows are added and never change: each carries the hash of the one before it.
CREATE TABLE entry (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,  -- from 1, without gaps
  time     TEXT NOT NULL,                      -- ISO 8601, UTC
  actor    TEXT NOT NULL,                      -- a person, or the program that decided
  action   TEXT NOT NULL,
  subject  TEXT NOT NULL,                      -- the digest of a release, or the name of a rollout
  detail   TEXT NOT NULL,                      -- a JSON object
  previous TEXT NOT NULL,                      -- the hash of the entry before; 64 zeros for the first
  hash     TEXT NOT NULL                       -- SHA-256 over all of the above, hexadecimal
) STRICT;
CREATE INDEX entry_subject ON entry (subject, sequence);
CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries of the audit trail never change'); END;
CREATE TRIGGER entry_never_goes BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries of the audit trail are never deleted'); END;
CREATE TRIGGER entry_comes_last BEFORE INSERT ON entry WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM entry) BEGIN SELECT RAISE(ABORT, 'an entry of the audit trail comes behind the last one'); END;
CREATE TRIGGER entry_is_chained BEFORE INSERT ON entry WHEN NEW.sequence > 1 AND NEW.previous IS NOT (SELECT hash FROM entry ORDER BY sequence DESC LIMIT 1) BEGIN SELECT RAISE(ABORT, 'an entry of the audit trail names the one before it'); END;
