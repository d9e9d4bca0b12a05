-- Series, metric metadata and sample blocks. See docs/architecture.md for how they work together.
--
-- The same tables stand on TimescaleDB (hypertables) and on plain PostgreSQL (native partitions).
-- Everything that differs is in the last block of this file and in R__partitions.sql.

-- Up to 128 series of one metric. Series number o (from 0) of group g has the id g << 7 | o and the
-- labels labels->o, a JSON object without the metric name. A whole group in a row costs about a
-- third of a row for each series, indexes included, and loads and registers many times faster.
-- The view barograph.series shows one row for each series. Not jsonb: nothing looks inside but the
-- view, and jsonb is larger and slower to store.
CREATE TABLE barograph.series_group (
  group_id     integer NOT NULL PRIMARY KEY,
  -- registration (see catalog_state) that last added a series: what other nodes look for
  registration bigint NOT NULL,
  registered   timestamptz NOT NULL DEFAULT now(),
  metric       text NOT NULL,
  labels       json NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.05);
-- Compressed within the row; the labels of a group repeat themselves.
ALTER TABLE barograph.series_group ALTER COLUMN labels SET STORAGE MAIN;

-- One row, locked by whoever registers series, so that groups fill in order of first sight.
CREATE TABLE barograph.catalog_state (
  only_row     boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (only_row),
  -- counts registrations; a node whose number is lower has not seen the newest series
  registration bigint NOT NULL,
  -- changes when series are removed; ids remembered from an earlier one are void
  generation   bigint NOT NULL,
  -- group ids are never given twice, even when all series of a group have expired
  next_group   integer NOT NULL
) WITH (fillfactor = 50);
INSERT INTO barograph.catalog_state (registration, generation, next_group) VALUES (0, 1, 1);

CREATE TABLE barograph.metric_metadata (
  metric text NOT NULL PRIMARY KEY,
  type   text NOT NULL,
  help   text NOT NULL,
  unit   text NOT NULL
);

-- Orders flushes: for the same series and timestamp the higher one wins.
CREATE SEQUENCE barograph.flush_number;

-- One row. Fresh rows with arrived < settled_to are in settled_block; no flush can still commit
-- rows with arrived < closed_to.
CREATE TABLE barograph.compaction (
  only_row   boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (only_row),
  closed_to  timestamptz NOT NULL,
  settled_to timestamptz NOT NULL
) WITH (fillfactor = 50);
INSERT INTO barograph.compaction (closed_to, settled_to) VALUES ('epoch', 'epoch');

DO $$
DECLARE
  hypertables boolean := EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb');
BEGIN
  -- What a flush wrote: samples of many series, about 3.5 KB a row, so that two fill a page. No
  -- index: the table is small and short-lived. PLAIN, because the payload is compressed already
  -- and a partition without a TOAST table is cheaper to make and to drop.
  EXECUTE 'CREATE TABLE barograph.fresh_block (
      arrived  timestamptz NOT NULL,
      flush    bigint NOT NULL,
      group_lo integer NOT NULL,
      group_hi integer NOT NULL,
      min_time bigint NOT NULL,
      max_time bigint NOT NULL,
      payload  bytea NOT NULL
    )' || CASE WHEN hypertables THEN '' ELSE ' PARTITION BY RANGE (arrived)' END;
  ALTER TABLE barograph.fresh_block ALTER COLUMN payload SET STORAGE PLAIN;

  -- All samples of one group in one hour. EXTERNAL, because the payload is compressed already.
  EXECUTE 'CREATE TABLE barograph.settled_block (
      window_start timestamptz NOT NULL,
      group_id     integer NOT NULL,
      samples      integer NOT NULL,
      min_time     bigint NOT NULL,
      max_time     bigint NOT NULL,
      payload      bytea NOT NULL
    )' || CASE WHEN hypertables THEN '' ELSE ' PARTITION BY RANGE (window_start)' END;
  ALTER TABLE barograph.settled_block ALTER COLUMN payload SET STORAGE EXTERNAL;

  IF hypertables THEN
    PERFORM create_hypertable('barograph.fresh_block', by_range('arrived', INTERVAL '2 minutes'),
      create_default_indexes => false);
    PERFORM create_hypertable('barograph.settled_block', by_range('window_start', INTERVAL '1 day'),
      create_default_indexes => false);
  END IF;
  CREATE UNIQUE INDEX settled_block_group_window
    ON barograph.settled_block (group_id, window_start);
END
$$;
