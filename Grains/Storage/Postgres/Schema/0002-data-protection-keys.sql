-- The keys that encrypt session cookies. Who can read them can pose as any guest.
CREATE TABLE data_protection_keys (
  name TEXT PRIMARY KEY,
  xml TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
