package io.barograph.server.settings;

/** What a server does. A small team runs all roles in one process. */
public enum Role {
  /** Takes samples over RSocket and remote write. */
  INGEST,
  /** Answers queries over HTTP. */
  QUERY,
  /** Evaluates rules and tells people of alerts. */
  ALERT
}
