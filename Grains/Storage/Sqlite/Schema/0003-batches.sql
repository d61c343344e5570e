-- How many jobs were submitted together; null for one submitted alone. Never changes.
ALTER TABLE ai_jobs ADD COLUMN batch_size INTEGER;
