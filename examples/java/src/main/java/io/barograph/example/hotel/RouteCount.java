package io.barograph.example.hotel;

import java.util.Arrays;
import java.util.Locale;

/** What guests have seen of one route. Safe for use by several threads. */
final class RouteCount {
  private final String method;
  private final String template;
  private final int expectedStatus;
  private long[] nanos = new long[1024];
  private int requests;
  private int failures;

  RouteCount(String method, String template, int expectedStatus) {
    this.method = method;
    this.template = template;
    this.expectedStatus = expectedStatus;
  }

  String method() {
    return method;
  }

  String template() {
    return template;
  }

  synchronized void answered(int status, long duration) {
    if (status != expectedStatus) {
      failures++;
    }
    if (requests == nanos.length) {
      nanos = Arrays.copyOf(nanos, requests * 2);
    }
    nanos[requests++] = duration;
  }

  /** There was no answer. */
  synchronized void failed() {
    failures++;
  }

  synchronized int requests() {
    return requests;
  }

  synchronized String json() {
    long[] sorted = Arrays.copyOf(nanos, requests);
    Arrays.sort(sorted);
    double p95 = requests == 0 ? 0 : sorted[(int) Math.ceil(requests * 0.95) - 1] / 1e9;
    return String.format(
        Locale.ROOT,
        "{\"method\":\"%s\",\"route\":\"%s\",\"requests\":%d,\"failures\":%d,\"p95_seconds\":%.6f}",
        method,
        template,
        requests,
        failures,
        p95);
  }
}
