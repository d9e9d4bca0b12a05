-- Partitions, with the same functions on TimescaleDB and on plain PostgreSQL. TimescaleDB makes
-- chunks by itself, so there the functions that make partitions do nothing.

-- A constant, because every flush asks; a table never changes its kind.
DO $do$
BEGIN
  EXECUTE format(
    'CREATE OR REPLACE FUNCTION barograph.has_hypertables() RETURNS boolean
     LANGUAGE sql IMMUTABLE AS $$ SELECT %L::boolean $$',
    (SELECT relkind = 'r' FROM pg_class WHERE oid = 'barograph.fresh_block'::regclass));
END
$do$;

CREATE OR REPLACE FUNCTION barograph.partition_interval(table_name text)
RETURNS interval LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE table_name WHEN 'fresh_block' THEN INTERVAL '2 minutes'
                         WHEN 'settled_block' THEN INTERVAL '1 day'
                         WHEN 'alert_history' THEN INTERVAL '7 days'
                         WHEN 'transaction' THEN INTERVAL '1 day'
                         WHEN 'exception' THEN INTERVAL '1 day'
                         WHEN 'event' THEN INTERVAL '1 day' END
$$;

-- The start of the partition of table_name that holds the time at.
CREATE OR REPLACE FUNCTION barograph.partition_start(table_name text, at timestamptz)
RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT date_bin(barograph.partition_interval(table_name), at, 'epoch')
$$;

-- Makes the partition of table_name that holds the time at, unless it is there. Cheap when it is.
-- Safe when several nodes want the same one. A new table that is attached locks out neither
-- readers nor writers of the other partitions; CREATE TABLE ... PARTITION OF would.
CREATE OR REPLACE FUNCTION barograph.ensure_partition(table_name text, at timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  lower_bound timestamptz;
  partition_name text;
BEGIN
  IF barograph.has_hypertables() THEN
    RETURN;
  END IF;
  lower_bound := barograph.partition_start(table_name, at);
  partition_name := table_name || to_char(lower_bound AT TIME ZONE 'UTC', '_YYYYMMDD_HH24MI');
  IF to_regclass('barograph.' || partition_name) IS NOT NULL THEN
    RETURN;
  END IF;
  -- Attaching takes this lock in any case. One advisory lock for both tables would make every flush
  -- that needs a new partition wait for a long compaction that has made one of settled blocks.
  EXECUTE format('LOCK TABLE barograph.%I IN SHARE UPDATE EXCLUSIVE MODE', table_name);
  IF to_regclass('barograph.' || partition_name) IS NOT NULL THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE TABLE barograph.%I (LIKE barograph.%I INCLUDING ALL)',
    partition_name, table_name);
  EXECUTE format('ALTER TABLE barograph.%I ATTACH PARTITION barograph.%I FOR VALUES FROM (%L) TO (%L)',
    table_name, partition_name, lower_bound,
    lower_bound + barograph.partition_interval(table_name));
END
$$;

-- Drops the chunks or partitions of table_name that lie wholly before the time given and returns
-- how many. Waits for locks as long as lock_timeout of the session allows, and then fails.
CREATE OR REPLACE FUNCTION barograph.drop_before(table_name text, before timestamptz)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  dropped integer := 0;
  partition_name text;
BEGIN
  IF barograph.has_hypertables() THEN
    EXECUTE 'SELECT count(*) FROM drop_chunks($1::regclass, older_than => $2)'
      INTO dropped USING 'barograph.' || table_name, before;
    RETURN dropped;
  END IF;
  FOR partition_name IN
    SELECT child.relname
    FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
    WHERE inhparent = ('barograph.' || table_name)::regclass
      AND to_timestamp(right(child.relname, 13) || '+00', 'YYYYMMDD_HH24MITZH')
          + barograph.partition_interval(table_name) <= before
    ORDER BY child.relname
  LOOP
    EXECUTE format('DROP TABLE barograph.%I', partition_name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END
$$;
