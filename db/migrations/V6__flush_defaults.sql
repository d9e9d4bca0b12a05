-- What is the same for all rows of a flush is not sent with each of them: barograph.open_flush sets
-- it for the transaction. Seconds since the epoch, because the text of a timestamptz depends on
-- settings of the session.
ALTER TABLE barograph.fresh_block
  ALTER COLUMN arrived SET DEFAULT
    to_timestamp(current_setting('barograph.flush_arrived')::double precision),
  ALTER COLUMN flush SET DEFAULT current_setting('barograph.flush_number')::bigint;
