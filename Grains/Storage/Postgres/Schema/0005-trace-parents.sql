-- The span of the submit (W3C trace context), to which later attempts belong, also in other processes. Never changes.
ALTER TABLE ai_jobs ADD COLUMN trace_parent TEXT;
