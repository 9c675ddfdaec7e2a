-- A corpus, whatever its place: identified by what was imported into it.
CREATE TABLE corpus (
  id             INTEGER PRIMARY KEY,
  digest         TEXT    NOT NULL UNIQUE,  -- SHA-256 over the digests of its captures
  path           TEXT    NOT NULL,         -- where it was last; below the workspace when it does not begin with a slash
  captures       INTEGER NOT NULL,
  hosts          INTEGER NOT NULL,
  containers     INTEGER NOT NULL,
  events         INTEGER NOT NULL,         -- that rules see
  dropped        INTEGER,                  -- that recorders say they lost; NULL when none says
  recorded_nanos INTEGER NOT NULL,         -- exposure: what hits are divided by for a rate
  first_time     INTEGER NOT NULL,         -- ns since the epoch
  last_time      INTEGER NOT NULL,
  seen           INTEGER NOT NULL          -- when it was last looked at, ms since the epoch
) STRICT;

CREATE TABLE corpus_label (
  corpus     INTEGER NOT NULL REFERENCES corpus ON DELETE CASCADE,
  name       TEXT    NOT NULL,
  technique  TEXT    NOT NULL,
  host       TEXT    NOT NULL,
  start_time INTEGER NOT NULL,             -- ns since the epoch, included
  end_time   INTEGER NOT NULL              -- included
) STRICT;
CREATE INDEX corpus_label_corpus ON corpus_label (corpus);

-- A measurement of a ruleset on some corpora.
CREATE TABLE run (
  id             INTEGER PRIMARY KEY,
  started        INTEGER NOT NULL,         -- ms since the epoch
  rules          TEXT    NOT NULL,         -- SHA-256 over the rule files in their order
  selection      TEXT    NOT NULL,         -- what was switched on or off after loading
  elapsed_micros INTEGER NOT NULL,         -- the evaluation alone
  program        TEXT    NOT NULL          -- the version that measured
) STRICT;
CREATE INDEX run_started ON run (started);

CREATE TABLE run_file (
  run      INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  position INTEGER NOT NULL,
  path     TEXT    NOT NULL,
  digest   TEXT    NOT NULL,               -- SHA-256 of the file
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_corpus (
  run    INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  corpus INTEGER NOT NULL REFERENCES corpus,
  path   TEXT    NOT NULL,
  PRIMARY KEY (run, corpus)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_corpus_corpus ON run_corpus (corpus, run);

-- What a rule meant at some time: its source and its condition with macros and lists put in.
CREATE TABLE rule_version (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL,
  digest TEXT NOT NULL,
  UNIQUE (name, digest)
) STRICT;

CREATE TABLE hit (
  run          INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  corpus       INTEGER NOT NULL REFERENCES corpus,
  rule_version INTEGER NOT NULL REFERENCES rule_version,
  hits         INTEGER NOT NULL,
  first_time   INTEGER,                    -- ns since the epoch; NULL without hits
  last_time    INTEGER,
  PRIMARY KEY (run, corpus, rule_version)
) STRICT, WITHOUT ROWID;
CREATE INDEX hit_rule_version ON hit (rule_version, run);
