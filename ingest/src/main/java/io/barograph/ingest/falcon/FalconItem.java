package io.barograph.ingest.falcon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.ingest.CheckedLabels;
import io.barograph.ingest.LabelSetBuilder;
import io.barograph.model.Labels;
import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One item as it is read, used again for the next; then held against Falcon's rules. */
final class FalconItem {
  /** Bytes of metric and tags together that transfer takes. */
  private static final int MOST_BYTES = 510;

  /** Falcon's agent sends this name of a kernel as a metric, and transfer drops it. */
  private static final String KERNEL_NAME = "kernel.hostname";

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d{1,400}\\.?\\d{0,400}|\\.\\d{1,400})(?:[eE][+-]?\\d{1,4})?");

  String endpoint = "";
  String metric = "";
  String tags = "";
  String counterType = "";
  String value = "";
  long timestamp;
  long step;

  /** A field of the wrong kind, said for the sender; empty if there is none. */
  String fault = "";

  void clear() {
    endpoint = "";
    metric = "";
    tags = "";
    counterType = "";
    value = "";
    timestamp = 0;
    step = 0;
    fault = "";
  }

  /** What is wrong with everything but the labels, or null. */
  @Nullable Rejection check() {
    if (!fault.isEmpty()) {
      return malformed(fault);
    }
    if (metric.isEmpty()) {
      return new Rejection(RejectReason.MISSING_METRIC_NAME, "\"metric\" is empty; name it");
    }
    if (endpoint.isEmpty()) {
      return malformed("\"endpoint\" is empty; say which host it is");
    }
    if (metric.equals(KERNEL_NAME)) {
      return new Rejection(
          RejectReason.UNSUPPORTED, "metric \"" + KERNEL_NAME + "\" is no number; leave it out");
    }
    if (!isCounter() && !counterType.equals("GAUGE")) {
      return malformed(
          "\"counterType\" is \"%s\"; take GAUGE, COUNTER or DERIVE"
              .formatted(shortened(counterType)));
    }
    if (!DECIMAL.matcher(value).matches() || !Double.isFinite(number())) {
      return malformed("\"value\" is \"%s\"; send a number".formatted(shortened(value)));
    }
    if (step <= 0) {
      return malformed("\"step\" is %d; send the seconds between samples".formatted(step));
    }
    int bytes = metric.getBytes(UTF_8).length + tags.getBytes(UTF_8).length;
    return bytes > MOST_BYTES
        ? malformed(
            "\"metric\" and \"tags\" have %d bytes, limit is %d; shorten them"
                .formatted(bytes, MOST_BYTES))
        : null;
  }

  private static Rejection malformed(String message) {
    return new Rejection(RejectReason.MALFORMED, message);
  }

  boolean isCounter() {
    return counterType.equals("COUNTER") || counterType.equals("DERIVE");
  }

  double number() {
    return Double.parseDouble(value);
  }

  /** Milliseconds since the epoch; now where Falcon would not believe what was sent. */
  long time(long now) {
    long nowSeconds = now / 1000;
    return timestamp <= 0 || timestamp > 2 * nowSeconds ? now : timestamp * 1000;
  }

  /** Endpoint and tags as labels; a name that comes with two values is refused. */
  CheckedLabels labels(LabelSetBuilder builder) {
    builder.clear().add(Labels.METRIC_NAME, metric).add("endpoint", endpoint);
    String spaceless = tags.replace(" ", "");
    int start = 0;
    while (start < spaceless.length()) {
      int comma = spaceless.indexOf(',', start);
      int end = comma < 0 ? spaceless.length() : comma;
      int equals = spaceless.indexOf('=', start);
      if (equals >= 0 && equals < end && !comesBefore(spaceless, start, end)) {
        builder.add(spaceless.substring(start, equals), spaceless.substring(equals + 1, end));
      }
      start = end + 1;
    }
    return builder.build();
  }

  /** Whether a tag repeats an earlier one: clients that add theirs at each report do that. */
  private static boolean comesBefore(String tags, int start, int end) {
    int length = end - start;
    for (int at = 0; at < start; at = tags.indexOf(',', at) + 1) {
      if (tags.regionMatches(at, tags, start, length) && tags.charAt(at + length) == ',') {
        return true;
      }
    }
    return false;
  }

  static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
