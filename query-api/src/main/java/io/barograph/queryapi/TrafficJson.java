package io.barograph.queryapi;

import io.barograph.queryapi.services.Quantile;
import io.barograph.queryapi.services.RouteKey;
import io.barograph.queryapi.services.Traffic;
import io.barograph.queryapi.services.Window;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import tools.jackson.core.JsonGenerator;

/** Numbers about requests as JSON: base units, null for what is not known. */
final class TrafficJson {
  private TrafficJson() {}

  static void writeWindow(JsonGenerator json, Window window) {
    json.writeStringProperty("from", time(window.from()))
        .writeStringProperty("to", time(window.to()));
  }

  static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  static void writeRoute(JsonGenerator json, RouteKey key) {
    json.writeStringProperty("id", key.id())
        .writeStringProperty("job", key.job())
        .writeStringProperty("method", key.method())
        .writeStringProperty("route", key.route());
  }

  /** All of a window of so many seconds. */
  static void writeTotals(JsonGenerator json, Traffic traffic, Window window) {
    double seconds = window.length() / 1000.0;
    writeRates(json, traffic);
    write(json, "requests", times(traffic.requestsPerSecond(), seconds));
    write(json, "total_seconds", times(traffic.secondsPerSecond(), seconds));
    write(json, "mean_seconds", traffic.meanSeconds());
    writeQuantile(json, "p50", traffic.quantile(0.5));
    writeQuantile(json, "p95", traffic.quantile(0.95));
    writeQuantile(json, "p99", traffic.quantile(0.99));
  }

  static void writeRates(JsonGenerator json, Traffic traffic) {
    write(json, "requests_per_second", traffic.requestsPerSecond());
    write(json, "error_share", traffic.errorShare());
  }

  static void writeErrors(JsonGenerator json, Traffic traffic) {
    json.writeObjectPropertyStart("errors_per_second");
    traffic.errorsPerSecond().forEach(json::writeNumberProperty);
    json.writeEndObject();
  }

  /** The estimate, and the bounds between which the true value lies. */
  private static void writeQuantile(JsonGenerator json, String name, Optional<Quantile> quantile) {
    write(json, name + "_seconds", value(quantile, Quantile::seconds));
    write(json, name + "_lower_seconds", value(quantile, Quantile::lower));
    write(json, name + "_upper_seconds", value(quantile, Quantile::upper));
  }

  static OptionalDouble quantile(Traffic traffic, double share) {
    return value(traffic.quantile(share), Quantile::seconds);
  }

  private static OptionalDouble value(
      Optional<Quantile> quantile, ToDoubleFunction<Quantile> part) {
    return quantile.stream().mapToDouble(part).findFirst();
  }

  private static OptionalDouble times(OptionalDouble rate, double seconds) {
    return rate.isPresent() ? OptionalDouble.of(rate.getAsDouble() * seconds) : rate;
  }

  static void write(JsonGenerator json, String name, OptionalDouble value) {
    json.writeName(name);
    write(json, value);
  }

  static void write(JsonGenerator json, OptionalDouble value) {
    if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
      json.writeNumber(value.getAsDouble());
    } else {
      json.writeNull();
    }
  }
}
