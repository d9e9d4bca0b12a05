-- The first step of a flush transaction: takes its place among the flushes and says which catalog
-- generation holds for as long as the transaction lasts. VOLATILE and in several statements on
-- purpose: what is read after the lock must be what the holder of the exclusive lock committed.
CREATE OR REPLACE FUNCTION barograph.begin_flush(
  OUT arrived timestamptz, OUT flush bigint, OUT generation bigint)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(${lock_flush});
  SELECT greatest(clock_timestamp(), closed_to) INTO arrived FROM barograph.compaction;
  flush := nextval('barograph.flush_number');
  SELECT state.generation INTO generation FROM barograph.catalog_state state;
  PERFORM barograph.ensure_partition('fresh_block', arrived);
END
$$;
