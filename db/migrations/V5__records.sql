-- What processes tell besides samples: single requests, exceptions and events, and who runs where.
-- All of it is plain rows, so that people who know SQL can ask it. See docs/records.md.

-- Numbers records of all kinds as they are written, so that readers can follow what is new.
CREATE SEQUENCE barograph.record_arrival;

DO $$
DECLARE
  hypertables boolean := EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb');
  partitioned text := CASE WHEN hypertables THEN '' ELSE ' PARTITION BY RANGE (time)' END;
  kind text;
BEGIN
  -- Requests that were slow or failed. The same id at the same time is the same request.
  EXECUTE 'CREATE TABLE barograph.transaction (
      time             timestamptz NOT NULL,
      id               uuid NOT NULL,
      arrival          bigint NOT NULL DEFAULT nextval(''barograph.record_arrival''),
      bucket           text NOT NULL,
      host             text NOT NULL,
      job              text NOT NULL,
      instance         text NOT NULL,
      method           text NOT NULL,
      route            text NOT NULL,
      -- of HTTP; 0 where the client went before there was one
      status           integer NOT NULL,
      duration_seconds double precision NOT NULL,
      path             text NOT NULL,
      client_address   text NOT NULL,
      request_bytes    bigint NOT NULL,
      response_bytes   bigint NOT NULL,
      trace_id         text NOT NULL,
      attributes       jsonb NOT NULL,
      -- a text or an attribute was cut
      truncated        boolean NOT NULL,
      PRIMARY KEY (time, id)
    )' || partitioned;
  EXECUTE 'CREATE TABLE barograph.exception (
      time        timestamptz NOT NULL,
      id          uuid NOT NULL,
      arrival     bigint NOT NULL DEFAULT nextval(''barograph.record_arrival''),
      bucket      text NOT NULL,
      host        text NOT NULL,
      job         text NOT NULL,
      instance    text NOT NULL,
      group_id    text NOT NULL,
      type        text NOT NULL,
      message     text NOT NULL,
      stack       text NOT NULL,
      -- what caught it, such as uncaught
      origin      text NOT NULL,
      method      text NOT NULL,
      route       text NOT NULL,
      -- how many this row stands for
      occurrences bigint NOT NULL,
      attributes  jsonb NOT NULL,
      truncated   boolean NOT NULL,
      PRIMARY KEY (time, id)
    )' || partitioned;
  EXECUTE 'CREATE TABLE barograph.event (
      time       timestamptz NOT NULL,
      id         uuid NOT NULL,
      arrival    bigint NOT NULL DEFAULT nextval(''barograph.record_arrival''),
      bucket     text NOT NULL,
      host       text NOT NULL,
      job        text NOT NULL,
      instance   text NOT NULL,
      kind       text NOT NULL,
      message    text NOT NULL,
      attributes jsonb NOT NULL,
      truncated  boolean NOT NULL,
      PRIMARY KEY (time, id)
    )' || partitioned;
  FOREACH kind IN ARRAY ARRAY['transaction', 'exception', 'event'] LOOP
    IF hypertables THEN
      PERFORM create_hypertable(('barograph.' || kind)::regclass,
        by_range('time', INTERVAL '1 day'), create_default_indexes => false);
    END IF;
    EXECUTE format('CREATE INDEX %I ON barograph.%I (arrival)', kind || '_arrival', kind);
    EXECUTE format('CREATE INDEX %I ON barograph.%I (host, time DESC)', kind || '_host', kind);
  END LOOP;
  CREATE INDEX transaction_route ON barograph.transaction (job, route, time DESC);
  CREATE INDEX exception_group_time ON barograph.exception (group_id, time DESC);
END
$$;

-- Exceptions of one job that are alike.
CREATE TABLE barograph.exception_group (
  -- follows from the job and what tells its exceptions apart
  id          text NOT NULL PRIMARY KEY,
  job         text NOT NULL,
  type        text NOT NULL,
  -- with what changes from one to the next folded
  message     text NOT NULL,
  first_seen  timestamptz NOT NULL,
  last_seen   timestamptz NOT NULL,
  -- of occurrences, those that retention has dropped included
  count       bigint NOT NULL,
  -- the first hundred
  hosts       text[] NOT NULL,
  buckets     text[] NOT NULL,
  state       text NOT NULL CHECK (state IN ('open', 'resolved', 'ignored', 'reopened')),
  state_since timestamptz NOT NULL,
  -- empty if nobody has
  changed_by  text NOT NULL
) WITH (fillfactor = 50);
CREATE INDEX exception_group_last_seen ON barograph.exception_group (last_seen DESC, id DESC);

-- Hosts with an agent.
CREATE TABLE barograph.host (
  host             text NOT NULL PRIMARY KEY,
  bucket           text NOT NULL,
  labels           jsonb NOT NULL,
  agent_version    text NOT NULL,
  operating_system text NOT NULL,
  architecture     text NOT NULL,
  -- 0 and null where the agent has not told
  processors       integer NOT NULL,
  memory_bytes     bigint NOT NULL,
  boot_time        timestamptz,
  versions         jsonb NOT NULL,
  first_seen       timestamptz NOT NULL,
  -- when data last came from it
  last_seen        timestamptz NOT NULL,
  -- as the last event of this host tells; who wants to know now looks at last_seen
  told_online      boolean NOT NULL
) WITH (fillfactor = 50);

-- Processes as their agents report them.
CREATE TABLE barograph.process (
  host            text NOT NULL,
  job             text NOT NULL,
  instance        text NOT NULL,
  bucket          text NOT NULL,
  status          text NOT NULL CHECK
    (status IN ('unknown', 'online', 'starting', 'stopping', 'stopped', 'errored')),
  pid             bigint NOT NULL,
  start_time      timestamptz,
  restarts        bigint NOT NULL,
  runtime         text NOT NULL,
  runtime_version text NOT NULL,
  version         text NOT NULL,
  revision        text NOT NULL,
  labels          jsonb NOT NULL,
  first_seen      timestamptz NOT NULL,
  last_seen       timestamptz NOT NULL,
  PRIMARY KEY (host, job, instance)
) WITH (fillfactor = 50);
CREATE INDEX process_job ON barograph.process (job);
