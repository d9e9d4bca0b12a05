-- Raw samples in SQL: barograph.samples(metric, matchers, from_time, to_time), and the decoder of
-- sample blocks behind it, in plain PL/pgSQL. Slow beside the server's own decoder, but right: a
-- test holds the two against each other. The byte layout is in docs/block-format.md; the functions
-- here carry the names of its sections.
--
-- A decoding function takes the payload and where to read, and gives back where it stopped.
-- Numbers are 64-bit and wrap, which PostgreSQL's own + refuses: hence block_add.

CREATE OR REPLACE FUNCTION barograph.block_add(a bigint, b bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ((a >> 32) + (b >> 32) + (((a & 4294967295) + (b & 4294967295)) >> 32)) << 32
       | (((a & 4294967295) + (b & 4294967295)) & 4294967295)
$$;

CREATE OR REPLACE FUNCTION barograph.block_unzigzag(n bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ((n >> 1) & 9223372036854775807) # -(n & 1)
$$;

CREATE OR REPLACE FUNCTION barograph.block_varint(payload bytea, INOUT at integer, OUT n bigint)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  byte integer;
  shift integer := 0;
BEGIN
  n := 0;
  LOOP
    byte := get_byte(payload, at);
    at := at + 1;
    n := n | ((byte & 127)::bigint << shift);
    EXIT WHEN byte < 128;
    shift := shift + 7;
    IF shift > 63 THEN
      RAISE EXCEPTION 'sample block is damaged: varint of more than 10 bytes at byte %', at
        USING ERRCODE = 'data_corrupted';
    END IF;
  END LOOP;
END
$$;

-- The bits of a double as the server holds them, and back. A NaN comes back as PostgreSQL's own
-- NaN: its payload cannot be carried, so samples() says "stale" in a column of its own.
CREATE OR REPLACE FUNCTION barograph.block_bits(value double precision) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ('x' || encode(float8send(value), 'hex'))::bit(64)::bigint
$$;

CREATE OR REPLACE FUNCTION barograph.block_double(bits bigint) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  exponent integer := ((bits >> 52) & 2047)::integer;
  fraction bigint := bits & 4503599627370495;
  magnitude double precision;
BEGIN
  IF exponent = 2047 THEN
    IF fraction <> 0 THEN
      RETURN 'NaN';
    END IF;
    magnitude := 'Infinity';
  ELSIF exponent = 0 THEN
    magnitude := fraction::double precision * double precision '4.9406564584124654e-324';
  ELSE
    -- Both factors and the product are exact.
    magnitude := (fraction + 4503599627370496)::double precision
      * power(double precision '2', (exponent - 1075)::double precision);
  END IF;
  RETURN CASE WHEN bits < 0 THEN -magnitude ELSE magnitude END;
END
$$;

-- "Integer run"
CREATE OR REPLACE FUNCTION barograph.block_integers(
  payload bytea, INOUT at integer, count integer, OUT numbers bigint[])
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  head integer := get_byte(payload, at);
  width integer := get_byte(payload, at + 1);
  predictor integer := head & 3;
  seeds integer := CASE predictor WHEN 1 THEN 1 WHEN 2 THEN 2 ELSE 0 END;
  shift integer := 0;
  first bigint := 0;
  second bigint := 0;
  base bigint := 0;
  read record;
  value bigint;
  delta bigint;
  bit bigint;
  got integer;
  taken integer;
  place integer;
BEGIN
  IF head > 31 OR width > 64 OR seeds > count THEN
    RAISE EXCEPTION 'sample block is damaged: integer run of kind % at byte %', head, at
      USING ERRCODE = 'data_corrupted';
  END IF;
  at := at + 2;
  IF head & 16 <> 0 THEN
    shift := get_byte(payload, at);
    at := at + 1;
  END IF;
  IF predictor <> 0 THEN
    read := barograph.block_varint(payload, at);
    at := read.at;
    first := barograph.block_unzigzag(read.n);
  END IF;
  IF predictor = 2 THEN
    read := barograph.block_varint(payload, at);
    at := read.at;
    second := barograph.block_unzigzag(read.n);
  END IF;
  IF head & 8 = 0 THEN
    read := barograph.block_varint(payload, at);
    at := read.at;
    base := barograph.block_unzigzag(read.n);
  END IF;

  numbers := array_fill(0::bigint, ARRAY[count]);
  IF width > 0 THEN
    bit := at::bigint * 8;
    FOR i IN seeds + 1 .. count LOOP
      value := 0;
      got := 0;
      WHILE got < width LOOP
        taken := least(8 - (bit & 7), width - got);
        value := value
          | (((get_byte(payload, (bit >> 3)::integer) >> (bit & 7)::integer)
              & ((1 << taken) - 1))::bigint << got);
        got := got + taken;
        bit := bit + taken;
      END LOOP;
      numbers[i] := value;
    END LOOP;
    at := ((bit + 7) >> 3)::integer;
  END IF;

  IF head & 4 <> 0 THEN
    read := barograph.block_varint(payload, at);
    at := read.at;
    place := seeds;
    FOR i IN 1 .. read.n LOOP
      read := barograph.block_varint(payload, at);
      place := place + read.n::integer + 1;
      read := barograph.block_varint(payload, read.at);
      at := read.at;
      numbers[place] := numbers[place] | CASE WHEN width = 64 THEN 0 ELSE read.n << width END;
    END LOOP;
  END IF;

  value := CASE predictor WHEN 3 THEN base ELSE first END;
  delta := second;
  IF predictor > 0 AND predictor < 3 THEN
    numbers[1] := value;
  END IF;
  IF predictor = 2 THEN
    value := barograph.block_add(value, delta);
    numbers[2] := value;
  END IF;
  FOR i IN seeds + 1 .. count LOOP
    bit := numbers[i];
    IF head & 8 <> 0 THEN
      bit := barograph.block_unzigzag(bit);
    END IF;
    bit := bit << shift;
    IF predictor = 3 THEN
      numbers[i] := barograph.block_add(bit, value);
      value := barograph.block_add(value, first);
    ELSE
      bit := barograph.block_add(bit, base);
      IF predictor = 2 THEN
        delta := barograph.block_add(delta, bit);
        value := barograph.block_add(value, delta);
      ELSIF predictor = 1 THEN
        value := barograph.block_add(value, bit);
      ELSE
        value := bit;
      END IF;
      numbers[i] := value;
    END IF;
  END LOOP;
END
$$;

-- "Scalar": the bits of one double
CREATE OR REPLACE FUNCTION barograph.block_scalar(payload bytea, INOUT at integer, OUT bits bigint)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  tag integer := get_byte(payload, at);
  length integer := tag & 15;
  mantissa bigint := 0;
BEGIN
  at := at + 1;
  IF tag > 240 THEN
    -- stale marker, NaN, +Inf, -Inf, -0.0
    bits := (ARRAY[9218868437227405314, 9221120237041090560, 9218868437227405312,
      -4503599627370496, -9223372036854775808])[length];
    IF bits IS NULL THEN
      RAISE EXCEPTION 'sample block is damaged: value of kind % at byte %', tag, at - 1
        USING ERRCODE = 'data_corrupted';
    END IF;
    RETURN;
  END IF;
  IF tag = 240 THEN
    length := 8;
  ELSIF length > 8 THEN
    RAISE EXCEPTION 'sample block is damaged: value of kind % at byte %', tag, at - 1
      USING ERRCODE = 'data_corrupted';
  END IF;
  FOR i IN 0 .. length - 1 LOOP
    mantissa := mantissa | (get_byte(payload, at + i)::bigint << (8 * i));
  END LOOP;
  at := at + length;
  IF tag = 240 THEN
    bits := mantissa;
  ELSE
    IF length > 0 THEN
      mantissa := mantissa << (64 - 8 * length) >> (64 - 8 * length);
    END IF;
    bits := barograph.block_bits(mantissa::double precision / ('1e' || (tag >> 4))::double precision);
  END IF;
END
$$;

-- "Value run": the bits of each double
CREATE OR REPLACE FUNCTION barograph.block_values(
  payload bytea, INOUT at integer, count integer, OUT bits bigint[])
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  head integer := get_byte(payload, at);
  kind integer := head & 7;
  divisor double precision := ('1e' || (head >> 3))::double precision;
  read record;
  corrections bigint[];
  stretches bigint;
  place integer := 0;
  stretch integer;
BEGIN
  IF kind > 6 OR (head >> 3) > (CASE WHEN kind < 3 THEN 0 ELSE 22 END) THEN
    RAISE EXCEPTION 'sample block is damaged: value run of kind % at byte %', head, at
      USING ERRCODE = 'data_corrupted';
  END IF;
  at := at + 1;
  IF kind = 0 THEN
    read := barograph.block_scalar(payload, at);
    at := read.at;
    bits := array_fill(read.bits, ARRAY[count]);
    RETURN;
  ELSIF kind = 1 THEN
    bits := array_fill(0::bigint, ARRAY[count]);
    FOR i IN 1 .. count LOOP
      read := barograph.block_scalar(payload, at);
      at := read.at;
      bits[i] := read.bits;
    END LOOP;
    RETURN;
  END IF;
  read := barograph.block_integers(payload, at, count);
  at := read.at;
  bits := read.numbers;
  IF kind = 2 THEN
    RETURN;
  END IF;
  FOR i IN 1 .. count LOOP
    bits[i] := barograph.block_bits(bits[i]::double precision / divisor);
  END LOOP;
  IF kind >= 5 THEN
    read := barograph.block_integers(payload, at, count);
    at := read.at;
    corrections := read.numbers;
    FOR i IN 1 .. count LOOP
      bits[i] := barograph.block_add(bits[i], corrections[i]);
    END LOOP;
  END IF;
  IF kind = 4 OR kind = 6 THEN
    read := barograph.block_varint(payload, at);
    at := read.at;
    stretches := read.n;
    FOR i IN 1 .. stretches LOOP
      read := barograph.block_varint(payload, at);
      place := place + read.n::integer;
      read := barograph.block_varint(payload, read.at);
      stretch := read.n::integer;
      read := barograph.block_scalar(payload, read.at);
      at := read.at;
      FOR j IN 1 .. stretch LOOP
        bits[place + j] := read.bits;
      END LOOP;
      place := place + stretch;
    END LOOP;
  END IF;
END
$$;

-- "Body": the samples of the wanted series between two times, both inclusive. Ids are those of the
-- block: whole ids in a fresh one, offsets within the group in a settled one.
CREATE OR REPLACE FUNCTION barograph.block_samples(
  payload bytea, wanted bigint[], from_ms bigint, to_ms bigint)
RETURNS TABLE (series bigint, at_ms bigint, bits bigint)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  -- In memory once, not fetched anew for every byte.
  body bytea := payload || ''::bytea;
  at integer := 1;
  read record;
  series_count integer;
  ids bigint[];
  id bigint;
  run bigint;
  base bigint;
  columns integer;
  counts bigint[];
  -- All columns one after the other, and for each series where its own begins and how long it is.
  times bigint[] := '{}';
  column_from integer[] := '{}';
  column_count integer[] := '{}';
  column_of bigint[];
  next integer := 1;
  covered integer;
  total integer;
  section_end integer;
  wanted_here boolean;
  values_at integer;
  begins integer;
BEGIN
  IF get_byte(body, 0) = 2 THEN
    RAISE EXCEPTION 'this block is compressed with zstd, which SQL cannot decode'
      USING ERRCODE = 'feature_not_supported',
        HINT = 'Read it through the HTTP API, or store blocks without compression.';
  ELSIF get_byte(body, 0) <> 1 THEN
    RAISE EXCEPTION 'block codec % is not known here; it may come from a later version',
      get_byte(body, 0) USING ERRCODE = 'feature_not_supported';
  END IF;

  read := barograph.block_varint(body, at);
  series_count := read.n::integer;
  read := barograph.block_varint(body, read.at);
  id := read.n;
  ids := array_fill(0::bigint, ARRAY[series_count]);
  LOOP
    read := barograph.block_varint(body, read.at);
    run := read.n;
    FOR i IN 1 .. run LOOP
      ids[next] := id;
      next := next + 1;
      id := id + 1;
    END LOOP;
    EXIT WHEN next > series_count;
    read := barograph.block_varint(body, read.at);
    id := id + read.n;
  END LOOP;

  read := barograph.block_varint(body, read.at);
  base := barograph.block_unzigzag(read.n);
  read := barograph.block_varint(body, read.at);
  at := read.at;
  columns := read.n::integer;
  IF columns = 0 THEN
    read := barograph.block_integers(body, at, series_count);
    counts := read.numbers;
    total := 0;
    FOR i IN 1 .. series_count LOOP
      column_from[i] := total;
      column_count[i] := counts[i]::integer;
      total := total + counts[i]::integer;
    END LOOP;
    read := barograph.block_integers(body, read.at, total);
    at := read.at;
    times := read.numbers;
  ELSE
    FOR i IN 1 .. columns LOOP
      read := barograph.block_varint(body, at);
      column_from[i] := cardinality(times);
      column_count[i] := read.n::integer;
      read := barograph.block_integers(body, read.at, column_count[i]);
      at := read.at;
      times := times || read.numbers;
    END LOOP;
    column_of := array_fill(0::bigint, ARRAY[series_count]);
    IF columns > 1 THEN
      read := barograph.block_integers(body, at, series_count);
      at := read.at;
      column_of := read.numbers;
    END IF;
  END IF;

  next := 1;
  WHILE next <= series_count LOOP
    read := barograph.block_varint(body, at);
    covered := read.n::integer;
    read := barograph.block_varint(body, read.at);
    at := read.at;
    section_end := at + read.n::integer;
    wanted_here := false;
    total := 0;
    FOR i IN next .. next + covered - 1 LOOP
      wanted_here := wanted_here OR ids[i] = ANY (wanted);
      total := total
        + column_count[CASE WHEN columns = 0 THEN i ELSE column_of[i]::integer + 1 END];
    END LOOP;
    IF wanted_here THEN
      read := barograph.block_values(body, at, total);
      values_at := 0;
      FOR i IN next .. next + covered - 1 LOOP
        run := CASE WHEN columns = 0 THEN i ELSE column_of[i] + 1 END;
        begins := column_from[run];
        series := ids[i];
        IF series = ANY (wanted) THEN
          FOR j IN 1 .. column_count[run] LOOP
            at_ms := barograph.block_add(times[begins + j], base);
            IF at_ms BETWEEN from_ms AND to_ms THEN
              bits := read.bits[values_at + j];
              RETURN NEXT;
            END IF;
          END LOOP;
        END IF;
        values_at := values_at + column_count[run];
      END LOOP;
    END IF;
    at := section_end;
    next := next + covered;
  END LOOP;
END
$$;

-- Whether labels satisfy every matcher; see samples().
CREATE OR REPLACE FUNCTION barograph.block_matches(labels jsonb, matchers jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  label record;
  condition record;
  value text;
BEGIN
  IF jsonb_typeof(matchers) <> 'object' THEN
    RAISE EXCEPTION 'matchers must be a JSON object, such as {"job": "node"}'
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  FOR label IN SELECT entry.key, entry.value FROM jsonb_each(matchers) entry LOOP
    value := coalesce(labels ->> label.key, '');
    IF jsonb_typeof(label.value) = 'string' THEN
      IF value <> label.value #>> '{}' THEN
        RETURN false;
      END IF;
      CONTINUE;
    ELSIF jsonb_typeof(label.value) <> 'object' THEN
      RAISE EXCEPTION 'matcher of label "%" must be a string or an object, got %',
        label.key, label.value USING ERRCODE = 'invalid_parameter_value';
    END IF;
    FOR condition IN SELECT entry.key, entry.value FROM jsonb_each_text(label.value) entry LOOP
      IF condition.key NOT IN ('eq', 'ne', 're', 'nre') THEN
        RAISE EXCEPTION 'matcher of label "%" says "%"; it must be one of eq, ne, re, nre',
          label.key, condition.key USING ERRCODE = 'invalid_parameter_value';
      END IF;
      CONTINUE WHEN (CASE condition.key
        WHEN 'eq' THEN value = condition.value
        WHEN 'ne' THEN value <> condition.value
        WHEN 're' THEN value ~ ('^(?:' || condition.value || ')$')
        ELSE value !~ ('^(?:' || condition.value || ')$')
      END);
      RETURN false;
    END LOOP;
  END LOOP;
  RETURN true;
END
$$;

CREATE OR REPLACE FUNCTION barograph.block_time(ms bigint) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  -- By whole days and the rest of a day: exact, where fractions of seconds would round.
  SELECT (timestamp 'epoch'
    + make_interval(days => (ms / 86400000)::integer, secs => (ms % 86400000) / 1000.0::float8))
    AT TIME ZONE 'UTC'
$$;

-- Milliseconds of a time, rounded up or down to whole ones; infinite times become the last ones.
CREATE OR REPLACE FUNCTION barograph.block_milliseconds(at timestamptz, up boolean) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN at = 'infinity' THEN 9223372036854775807
    WHEN at = '-infinity' THEN -9223372036854775808
    WHEN up THEN ceil(extract(epoch FROM at) * 1000)::bigint
    ELSE floor(extract(epoch FROM at) * 1000)::bigint
  END
$$;

-- Every sample of the series of a metric (NULL: of any) that satisfy all matchers, between two
-- times, both inclusive. Matchers are a JSON object of label names; a string asks for equality, an
-- object for all of its conditions: {"job": "node", "mode": {"re": "idle|user"},
-- "cpu": {"ne": "0"}}, with eq, ne, re and nre. Regular expressions are PostgreSQL's and must match
-- the whole value; a label that a series lacks counts as empty.
--
-- Of samples with the same series and time the last accepted counts. A stale marker (the series
-- ended) is a NaN with "stale" true. Rows come in no particular order.
DROP FUNCTION IF EXISTS barograph.samples(text, jsonb, timestamptz, timestamptz);
CREATE FUNCTION barograph.samples(
  metric text,
  matchers jsonb DEFAULT '{}',
  from_time timestamptz DEFAULT now() - interval '1 hour',
  to_time timestamptz DEFAULT now())
RETURNS TABLE (
  series_id bigint, labels jsonb, "time" timestamptz, value double precision, stale boolean)
-- STABLE, so that all of it reads one snapshot.
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  wanted_metric text := metric;
  wanted_ids bigint[];
  wanted_groups integer[];
  from_ms bigint := barograph.block_milliseconds(from_time, true);
  to_ms bigint := barograph.block_milliseconds(to_time, false);
  settled_to timestamptz := (SELECT compaction.settled_to FROM barograph.compaction);
  damage text;
BEGIN
  SELECT array_agg(series.id), array_agg(DISTINCT series.group_id)
    INTO wanted_ids, wanted_groups
    FROM barograph.series
    WHERE (wanted_metric IS NULL OR series.metric = wanted_metric)
      AND barograph.block_matches(
        series.labels || jsonb_build_object('__name__', series.metric), matchers);
  IF wanted_ids IS NULL THEN
    RETURN;
  END IF;
  SELECT block.reason INTO damage
    FROM barograph.damaged_block block
    WHERE block.max_time >= from_ms
      AND block.min_time <= to_ms
      AND EXISTS (SELECT FROM unnest(wanted_groups) id
        WHERE id BETWEEN block.group_lo AND block.group_hi)
    LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'samples asked for are in a damaged block: %', damage
      USING ERRCODE = 'data_corrupted',
        HINT = 'Look into barograph.damaged_block; "Damaged blocks" in docs/operations.md says what to do.';
  END IF;
  RETURN QUERY
    WITH decoded AS (
      SELECT (block.group_id::bigint << 7) | found.series AS id, found.at_ms, found.bits,
          -- Settled samples were accepted before any fresh one.
          0::bigint AS flush
        FROM barograph.settled_block block,
          LATERAL barograph.block_samples(
            block.payload,
            ARRAY(SELECT id & 127 FROM unnest(wanted_ids) id WHERE id >> 7 = block.group_id),
            from_ms, to_ms) found
        WHERE block.group_id = ANY (wanted_groups)
          AND block.window_start > from_time - interval '1 hour'
          AND block.window_start <= to_time
          AND block.max_time >= from_ms
          AND block.min_time <= to_ms
      UNION ALL
      SELECT found.series, found.at_ms, found.bits, block.flush
        FROM barograph.fresh_block block,
          LATERAL barograph.block_samples(block.payload, wanted_ids, from_ms, to_ms) found
        WHERE block.arrived >= settled_to
          AND block.max_time >= from_ms
          AND block.min_time <= to_ms
          AND EXISTS (SELECT FROM unnest(wanted_groups) id
            WHERE id BETWEEN block.group_lo AND block.group_hi)
    ), accepted AS (
      SELECT DISTINCT ON (decoded.id, decoded.at_ms) decoded.id, decoded.at_ms, decoded.bits
        FROM decoded
        ORDER BY decoded.id, decoded.at_ms, decoded.flush DESC
    )
    SELECT accepted.id,
        series.labels || jsonb_build_object('__name__', series.metric),
        barograph.block_time(accepted.at_ms),
        barograph.block_double(accepted.bits),
        accepted.bits = 9218868437227405314
      FROM accepted
        JOIN barograph.series ON series.id = accepted.id
      WHERE series.group_id = ANY (wanted_groups);
END
$$;
