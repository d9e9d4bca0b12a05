-- The first step of a flush transaction: takes its place among the flushes and says which catalog
-- generation holds for as long as the transaction lasts. VOLATILE and in several statements on
-- purpose: what is read after the lock must be what the holder of the exclusive lock committed.
CREATE OR REPLACE FUNCTION barograph.begin_flush(
  OUT arrived timestamptz, OUT flush bigint, OUT generation bigint)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(${lock_flush});
  SELECT greatest(clock_timestamp(), span.closed_to), nextval('barograph.flush_number'), state.generation
    INTO arrived, flush, generation
    FROM barograph.compaction span, barograph.catalog_state state;
  PERFORM barograph.ensure_partition('fresh_block', arrived);
END
$$;

-- The same for rows that take arrived and flush from the defaults of their columns. Fails unless
-- the generation is the one that the ids of the rows are of.
CREATE OR REPLACE PROCEDURE barograph.open_flush(ids_generation bigint)
LANGUAGE plpgsql AS $$
DECLARE
  turn record;
BEGIN
  SELECT * INTO turn FROM barograph.begin_flush();
  IF turn.generation <> ids_generation THEN
    RAISE EXCEPTION 'series ids of generation %, current is %', ids_generation, turn.generation
      USING ERRCODE = 'BG001';
  END IF;
  PERFORM set_config('barograph.flush_arrived', extract(epoch FROM turn.arrived)::text, true),
          set_config('barograph.flush_number', turn.flush::text, true);
END
$$;
