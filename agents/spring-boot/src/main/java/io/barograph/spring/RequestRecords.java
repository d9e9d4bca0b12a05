package io.barograph.spring;

import io.barograph.agent.records.Records;
import io.barograph.agent.records.RequestDetails;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Clock;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.RequestReplyReceiverContext;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of what Spring observes: requests that are slow or failed, and the exceptions that
 * they ended with. Spring observes requests in WebFlux and in Spring MVC with the same words, so
 * neither need be known here.
 */
final class RequestRecords implements ObservationHandler<RequestReplyReceiverContext<?, ?>> {
  /** What caught the exception. */
  static final String ORIGIN = "request";

  private static final String REQUESTS = "http.server.requests";
  private static final int FAILED = 500;

  private final Records records;
  private final Clock clock;
  private final long slowNanos;

  RequestRecords(Records records, Clock clock, Duration slow) {
    this.records = records;
    this.clock = clock;
    this.slowNanos = slow.toNanos();
  }

  /** When a request began. */
  private record Start(long wallMillis, long monotonicNanos) {}

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof RequestReplyReceiverContext;
  }

  @Override
  public void onStart(RequestReplyReceiverContext<?, ?> context) {
    context.put(Start.class, new Start(clock.wallTime(), clock.monotonicTime()));
  }

  @Override
  public void onStop(RequestReplyReceiverContext<?, ?> context) {
    Start start = context.get(Start.class);
    if (start == null || !REQUESTS.equals(context.getName())) {
      return;
    }
    long nanos = clock.monotonicTime() - start.monotonicNanos;
    int status = status(value(context.getLowCardinalityKeyValue("status")));
    if (nanos < slowNanos && status < FAILED) {
      return;
    }
    String method = value(context.getLowCardinalityKeyValue("method"));
    String route = value(context.getLowCardinalityKeyValue("uri"));
    records.transaction(
        new RequestDetails(
            start.wallMillis,
            nanos,
            method,
            route,
            status,
            withoutQuery(value(context.getHighCardinalityKeyValue("http.url"))),
            "",
            "",
            Map.of()));
    Throwable error = context.getError();
    if (error != null && status >= FAILED) {
      records.exception(error, ORIGIN, method, route, Map.of());
    }
  }

  private static String value(@Nullable KeyValue keyValue) {
    return keyValue == null ? "" : keyValue.getValue();
  }

  /** 0 where the client went before there was one. */
  private static int status(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return 0;
      }
    }
    return text.length() == 3 ? Integer.parseInt(text) : 0;
  }

  private static String withoutQuery(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
