-- A site may have its own table of users; then it stays as it is, as long as a row can be made of an id alone.
CREATE TABLE IF NOT EXISTS users (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- Updates of an unfinished job must touch no column of any index, nor of an index's condition: then they stay on their page (HOT) and
-- write no index. Hence finished and unfinished are told apart by completed_at, which an unfinished job never sets, rather than by status;
-- finished_changed_at exists to index the changes of finished jobs only; and half of each page is left free, for one new version of each row.
CREATE TABLE ai_jobs (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id UUID NOT NULL REFERENCES users (id),
  type VARCHAR(50) NOT NULL,
  status VARCHAR(20) NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'processing', 'completed', 'failed', 'cancelled')),
  input_data JSONB NOT NULL,
  result_data JSONB,
  error_message TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  completed_at TIMESTAMPTZ,
  version INTEGER NOT NULL,
  etag UUID NOT NULL,
  attempt INTEGER NOT NULL DEFAULT 0,
  max_attempts INTEGER NOT NULL,
  interruptions INTEGER NOT NULL DEFAULT 0,
  error_code TEXT,
  error_retryable BOOLEAN,
  attempts JSONB NOT NULL DEFAULT '[]',
  usage JSONB,
  started_at TIMESTAMPTZ,
  next_attempt_at TIMESTAMPTZ,
  deadline TIMESTAMPTZ,
  changed_at TIMESTAMPTZ NOT NULL,
  owner TEXT,
  input_preview JSONB,
  finished_changed_at TIMESTAMPTZ GENERATED ALWAYS AS (CASE WHEN completed_at IS NOT NULL THEN changed_at END) STORED,
  CHECK ((completed_at IS NOT NULL) = (status IN ('completed', 'failed', 'cancelled')))
) WITH (fillfactor = 50);

-- Halves the server's work for texts of some thousand characters. Servers before 14, or built without lz4, compress as they always did.
DO $$
BEGIN
  EXECUTE 'ALTER TABLE ai_jobs ALTER COLUMN input_data SET COMPRESSION lz4';
EXCEPTION
  WHEN syntax_error OR feature_not_supported THEN NULL;
END
$$;

CREATE INDEX ai_jobs_history ON ai_jobs (user_id, created_at DESC, id DESC);
CREATE INDEX ai_jobs_unfinished_of_user ON ai_jobs (user_id) WHERE completed_at IS NULL;
CREATE INDEX ai_jobs_newest_finished ON ai_jobs (user_id, finished_changed_at DESC, id DESC) WHERE finished_changed_at IS NOT NULL;
CREATE INDEX ai_jobs_unfinished ON ai_jobs (id) WHERE completed_at IS NULL;
CREATE INDEX ai_jobs_retention ON ai_jobs (completed_at, id) WHERE completed_at IS NOT NULL;
