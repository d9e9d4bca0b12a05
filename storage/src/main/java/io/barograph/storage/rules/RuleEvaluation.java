package io.barograph.storage.rules;

import java.time.Duration;
import java.time.Instant;

/**
 * How an evaluation went.
 *
 * @param lastError empty unless it failed
 * @param duration how long it took
 * @param at when it began
 */
public record RuleEvaluation(Health health, String lastError, Duration duration, Instant at) {
  /** Before the first one. The time is the one that Prometheus's clients read as "never". */
  public static final RuleEvaluation NONE =
      new RuleEvaluation(Health.UNKNOWN, "", Duration.ZERO, Instant.parse("0001-01-01T00:00:00Z"));

  /** Whether the last evaluation worked. */
  public enum Health {
    UNKNOWN("unknown"),
    GOOD("ok"),
    BAD("err");

    private final String text;

    Health(String text) {
      this.text = text;
    }

    /** As in the HTTP API. */
    public String text() {
      return text;
    }
  }
}
