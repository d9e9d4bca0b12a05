-- Labels of alerts as programs without a JSON library read them: names and values in turn.
CREATE OR REPLACE FUNCTION barograph.pairs(object jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY(SELECT unnest(ARRAY[key, value]) FROM jsonb_each_text(object))
$$;
