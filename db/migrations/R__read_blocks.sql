-- The blocks of a small query in one round trip: fresh ones by flush, then settled ones by group and
-- window, then one row without payload. That last row is missing, and all others with it, where the
-- caller has to do more than read: to learn of series or to cut the selection, because the settled
-- samples, of which it wants a share of each group, are more than max_samples, or those they come
-- with are very many, or to look at damaged blocks.
--
-- As everywhere, fresh_block is locked against drops before the snapshot is taken: at READ COMMITTED
-- each statement of a volatile function takes one of its own.
DROP FUNCTION IF EXISTS barograph.read_blocks(
  bigint, bigint, integer[], timestamptz, timestamptz, bigint, bigint, bigint);

CREATE OR REPLACE FUNCTION barograph.read_blocks(
  known_registration bigint,
  known_generation bigint,
  wanted_groups integer[],
  wanted_shares double precision[],
  from_window timestamptz,
  to_window timestamptz,
  from_ms bigint,
  to_ms bigint,
  max_samples bigint)
RETURNS TABLE (
  flush bigint, group_lo integer, group_hi integer, window_start timestamptz, payload bytea)
LANGUAGE plpgsql VOLATILE
-- Planning for these values would take longer than reading; chunks that the times rule out are
-- passed over when the plan starts.
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  first_group integer := wanted_groups[1];
  last_group integer := wanted_groups[cardinality(wanted_groups)];
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'barograph.read_blocks must run at READ COMMITTED'
      USING ERRCODE = 'invalid_transaction_state';
  END IF;
  LOCK TABLE barograph.fresh_block IN ACCESS SHARE MODE;
  RETURN QUERY
    WITH enough AS MATERIALIZED (
      SELECT FROM barograph.catalog_state state
        WHERE state.registration <= known_registration
          AND state.generation = known_generation
          AND NOT EXISTS (SELECT FROM barograph.damaged_block)
          AND (
            SELECT coalesce(
                sum(block.samples * wanted.share) <= max_samples
                  AND sum(block.samples) <= 16 * max_samples, true)
              FROM barograph.settled_block block
              JOIN unnest(wanted_groups, wanted_shares) wanted (group_id, share)
                ON wanted.group_id = block.group_id
              WHERE block.group_id = ANY (wanted_groups)
                AND block.window_start BETWEEN from_window AND to_window)
    )
    SELECT block.flush, block.group_lo, block.group_hi, NULL::timestamptz, block.payload
      FROM barograph.fresh_block block
      WHERE EXISTS (SELECT FROM enough)
        AND block.arrived >= (SELECT compaction.settled_to FROM barograph.compaction)
        AND block.group_hi >= first_group
        AND block.group_lo <= last_group
        AND block.max_time >= from_ms
        AND block.min_time <= to_ms
    UNION ALL
    SELECT NULL, block.group_id, block.group_id, block.window_start, block.payload
      FROM barograph.settled_block block
      WHERE EXISTS (SELECT FROM enough)
        AND block.group_id = ANY (wanted_groups)
        AND block.window_start BETWEEN from_window AND to_window
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, NULL FROM enough
    ORDER BY 1 NULLS LAST, 2 NULLS LAST, 4;
END
$$;
