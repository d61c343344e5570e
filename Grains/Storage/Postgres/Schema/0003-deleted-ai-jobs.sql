-- The ids of deleted jobs that a client may send once more: for a day they are refused. Nothing of the job is kept.
CREATE TABLE deleted_ai_jobs (
  id UUID PRIMARY KEY,
  deleted_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX deleted_ai_jobs_age ON deleted_ai_jobs (deleted_at);
