package io.barograph.storage.rules;

import io.barograph.model.Labels;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One alert of a rule.
 *
 * @param activeAt since when its series has been there
 * @param keepFiringSince since when it fires without its series, or null
 * @param value of its series
 */
public record AlertStatus(
    Labels labels,
    Map<String, String> annotations,
    State state,
    Instant activeAt,
    @Nullable Instant keepFiringSince,
    double value) {
  public AlertStatus {
    annotations = new TreeMap<>(annotations);
  }

  /** How far an alert has come, least first. */
  public enum State {
    INACTIVE,
    PENDING,
    FIRING;

    /** As in the HTTP API. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
