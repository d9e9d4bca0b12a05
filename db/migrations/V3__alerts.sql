-- Rules as the servers evaluate them, their alerts, and the history of alerts. All of it is plain
-- rows, so that people who know SQL can ask it. See docs/alerting.md.

-- A group of rules. Only the server that holds the group's advisory lock writes here and below.
CREATE TABLE barograph.alert_group (
  file         text NOT NULL,
  name         text NOT NULL,
  -- of the group within its file, from 0
  position     integer NOT NULL,
  interval_ms  bigint NOT NULL,
  alert_limit  integer NOT NULL,
  -- the slot of the last evaluation, when it began by the wall clock, and what it took
  evaluated    timestamptz,
  began        timestamptz,
  took_ms      double precision NOT NULL DEFAULT 0,
  PRIMARY KEY (file, name)
) WITH (fillfactor = 50);

-- A rule with its last evaluation.
CREATE TABLE barograph.alert_rule (
  file         text NOT NULL,
  group_name   text NOT NULL,
  -- of the rule within its group, from 0
  position     integer NOT NULL,
  -- what tells it from the other rules of the group, over reloads
  key          text NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('alerting', 'recording')),
  name         text NOT NULL,
  query        text NOT NULL,
  labels       jsonb NOT NULL,
  annotations  jsonb NOT NULL,
  for_ms       bigint NOT NULL,
  keep_firing_for_ms bigint NOT NULL,
  health       text NOT NULL CHECK (health IN ('unknown', 'ok', 'err')),
  last_error   text NOT NULL,
  began        timestamptz NOT NULL,
  took_ms      double precision NOT NULL,
  PRIMARY KEY (file, group_name, position)
) WITH (fillfactor = 50);

-- What is pending or firing now, and what ended within the last quarter of an hour.
CREATE TABLE barograph.alert (
  file         text NOT NULL,
  group_name   text NOT NULL,
  rule_key     text NOT NULL,
  -- hash of the labels
  fingerprint  bigint NOT NULL,
  alertname    text NOT NULL,
  labels       jsonb NOT NULL,
  annotations  jsonb NOT NULL,
  query        text NOT NULL,
  value        double precision NOT NULL,
  stage        text NOT NULL CHECK (stage IN ('pending', 'firing', 'resolved', 'expired')),
  -- since when the condition has held
  active       timestamptz NOT NULL,
  fired        timestamptz,
  ended        timestamptz,
  keep_firing_since timestamptz,
  -- since when it fires although its data is gone
  no_data_since timestamptz,
  -- the transaction that last wrote the row: what readers of changes go by
  changed      xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (file, group_name, rule_key, fingerprint)
);
CREATE INDEX alert_changed ON barograph.alert (changed);

CREATE SEQUENCE barograph.alert_history_id;

DO $$
DECLARE
  hypertables boolean := EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb');
BEGIN
  -- Every alert that fired and every end of one. An end repeats when it had fired, so that it tells
  -- the whole story by itself.
  EXECUTE 'CREATE TABLE barograph.alert_history (
      time        timestamptz NOT NULL,
      event       text NOT NULL CHECK (event IN (''firing'', ''resolved'', ''expired'')),
      alertname   text NOT NULL,
      labels      jsonb NOT NULL,
      annotations jsonb NOT NULL,
      value       double precision NOT NULL,
      query       text NOT NULL,
      active      timestamptz NOT NULL,
      fired       timestamptz NOT NULL,
      reason      text NOT NULL,
      file        text NOT NULL,
      group_name  text NOT NULL,
      id          bigint NOT NULL DEFAULT nextval(''barograph.alert_history_id'')
    )' || CASE WHEN hypertables THEN '' ELSE ' PARTITION BY RANGE (time)' END;
  IF hypertables THEN
    PERFORM create_hypertable('barograph.alert_history', by_range('time', INTERVAL '7 days'),
      create_default_indexes => false);
  END IF;
  CREATE INDEX alert_history_time ON barograph.alert_history (time DESC, id DESC);
END
$$;
