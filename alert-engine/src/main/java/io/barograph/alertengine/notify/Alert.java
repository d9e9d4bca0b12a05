package io.barograph.alertengine.notify;

import io.barograph.model.Fingerprint;
import io.barograph.model.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert as receivers are told of it.
 *
 * @param labels with the external ones of this installation
 * @param startsAt when it began to fire
 * @param endsAt when it ended, or null while it fires
 * @param generatorUrl where its query can be looked at
 */
public record Alert(
    Labels labels,
    Map<String, String> annotations,
    double value,
    Instant startsAt,
    @Nullable Instant endsAt,
    String generatorUrl) {
  /** The annotation that says why an alert ended, where its condition was not seen to end. */
  public static final String END_REASON = "end_reason";

  public Alert {
    annotations = new TreeMap<>(annotations);
  }

  public boolean resolved() {
    return endsAt != null;
  }

  /** {@code firing} or {@code resolved}, as Alertmanager says it. */
  public String status() {
    return resolved() ? "resolved" : "firing";
  }

  /** Sixteen hexadecimal digits that stand for the labels. */
  public String fingerprint() {
    return "%016x".formatted(Fingerprint.of(labels));
  }

  /**
   * Stands for these labels firing since that time: the same labels that fire anew are news, and a
   * server that takes over comes to the same number.
   */
  long occurrence() {
    return Fingerprint.of(labels) * 31 + startsAt.toEpochMilli();
  }
}
