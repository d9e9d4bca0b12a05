package io.barograph.queryapi.services;

import java.util.Set;

/** The series of a request histogram, by what each adds to the label sets. */
enum RequestMetric {
  /** Requests that took at most {@code le} seconds. */
  BUCKET("bucket", "le"),
  /** Requests by answer; also there where no histogram is kept. */
  COUNT("count", "status"),
  /** Seconds that all requests took together. */
  SUM("sum", "");

  static final Set<RequestMetric> RATES = Set.of(COUNT);
  static final Set<RequestMetric> ALL = Set.of(values());

  private final String suffix;
  private final String ownLabel;

  RequestMetric(String suffix, String ownLabel) {
    this.suffix = suffix;
    this.ownLabel = ownLabel;
  }

  /** Its name as agents and exporters send it, for each process. */
  String raw() {
    return "http_server_requests_seconds_" + suffix;
  }

  /** The label that tells the series of one route and process apart; empty if there is one only. */
  String ownLabel() {
    return ownLabel;
  }
}
