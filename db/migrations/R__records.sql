-- The first hundred of both lists, in order; cheap where nothing is new.
CREATE OR REPLACE FUNCTION barograph.united(known text[], more text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN known @> more OR cardinality(known) >= 100 THEN known
    ELSE ARRAY(SELECT DISTINCT one FROM unnest(known || more) AS one ORDER BY one LIMIT 100) END
$$;

-- Whether an exception at the time given makes a group one that was resolved too early.
CREATE OR REPLACE FUNCTION barograph.reopens(known barograph.exception_group, at timestamptz)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT known.state = 'resolved' AND at > known.state_since
$$;
