-- What receivers were told, and silences. Only the server that notifies writes the log; any server
-- writes silences.

-- What an integration of a receiver was last told of a group of alerts.
CREATE TABLE barograph.notification_log (
  -- the route and the labels of the group
  alert_group text NOT NULL,
  receiver    text NOT NULL,
  -- kind and place in the receiver: webhook/0
  integration text NOT NULL,
  -- hashes of alerts: labels and the time they began to fire
  firing      bigint[] NOT NULL,
  resolved    bigint[] NOT NULL,
  sent        timestamptz NOT NULL,
  PRIMARY KEY (alert_group, receiver, integration)
) WITH (fillfactor = 70);

-- Alerts that all matchers select are not told of from starts until before ends. Matcher number i
-- is names[i] operators[i] values[i].
CREATE TABLE barograph.silence (
  id                uuid NOT NULL PRIMARY KEY,
  matcher_names     text[] NOT NULL,
  matcher_operators text[] NOT NULL,
  matcher_values    text[] NOT NULL,
  starts            timestamptz NOT NULL,
  ends              timestamptz NOT NULL,
  updated           timestamptz NOT NULL,
  created_by        text NOT NULL,
  comment           text NOT NULL
);
