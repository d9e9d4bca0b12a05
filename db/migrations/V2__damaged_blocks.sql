-- Blocks that did not decode when they were to be compacted, kept as they were found. Compaction
-- goes on without them, but a query that needs one fails and names it, until its row here is
-- deleted or past retention. Usually empty, hence no index.
CREATE TABLE barograph.damaged_block (
  found        timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- which flush wrote it; NULL for a settled block
  flush        bigint,
  -- window_start of the settled block; NULL for a fresh one
  window_start timestamptz,
  group_lo     integer NOT NULL,
  group_hi     integer NOT NULL,
  min_time     bigint NOT NULL,
  max_time     bigint NOT NULL,
  reason       text NOT NULL,
  payload      bytea NOT NULL
);
ALTER TABLE barograph.damaged_block ALTER COLUMN payload SET STORAGE EXTERNAL;
