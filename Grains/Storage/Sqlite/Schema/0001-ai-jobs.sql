-- Times are UTC text of fixed width, so that they sort: 2026-11-23T17:04:05.678901Z.
CREATE TABLE users (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT, WITHOUT ROWID;

-- What listings need comes first: a row is read up to the last column that is asked for, and the input may fill many pages.
CREATE TABLE ai_jobs (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  type TEXT NOT NULL CHECK (length(type) <= 50),
  status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'processing', 'completed', 'failed', 'cancelled')),
  version INTEGER NOT NULL,
  etag TEXT NOT NULL,
  attempt INTEGER NOT NULL DEFAULT 0,
  max_attempts INTEGER NOT NULL,
  interruptions INTEGER NOT NULL DEFAULT 0,
  error_code TEXT,
  error_message TEXT,
  error_retryable INTEGER CHECK (error_retryable IN (0, 1)),
  created_at TEXT NOT NULL,
  started_at TEXT,
  completed_at TEXT,
  next_attempt_at TEXT,
  deadline TEXT,
  changed_at TEXT NOT NULL,
  owner TEXT,
  usage TEXT CHECK (json_valid(usage)),
  result_data TEXT CHECK (json_valid(result_data)),
  input_preview TEXT CHECK (json_valid(input_preview)),
  attempts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(attempts)),
  input_data TEXT NOT NULL CHECK (json_valid(input_data)),
  -- The indexes tell finished from unfinished by completed_at.
  CHECK ((completed_at IS NOT NULL) = (status IN ('completed', 'failed', 'cancelled')))
) STRICT;

CREATE INDEX ai_jobs_history ON ai_jobs (user_id, created_at DESC, id DESC);
CREATE INDEX ai_jobs_unfinished_of_user ON ai_jobs (user_id) WHERE completed_at IS NULL;
CREATE INDEX ai_jobs_newest_finished ON ai_jobs (user_id, changed_at DESC, id DESC) WHERE completed_at IS NOT NULL;
CREATE INDEX ai_jobs_unfinished ON ai_jobs (id) WHERE completed_at IS NULL;
CREATE INDEX ai_jobs_retention ON ai_jobs (completed_at, id) WHERE completed_at IS NOT NULL;
