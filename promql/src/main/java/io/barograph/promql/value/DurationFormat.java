package io.barograph.promql.value;

/** Durations as PromQL writes them: {@code 1h30m}. */
public final class DurationFormat {
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final long[] LENGTHS = {
    31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
  };

  /** Years and weeks stand only where nothing remains: 90d is easier to read than 12w6d. */
  private static final int EXACT_UNITS = 3;

  private DurationFormat() {}

  /** The duration with its sign; zero is {@code 0s}. */
  public static String print(long milliseconds) {
    if (milliseconds == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder(milliseconds < 0 ? "-" : "");
    long rest = Math.abs(milliseconds);
    for (int i = 0; i < UNITS.length; i++) {
      boolean fits = rest >= LENGTHS[i] && (i >= EXACT_UNITS || rest % LENGTHS[i] == 0);
      if (fits) {
        text.append(rest / LENGTHS[i]).append(UNITS[i]);
        rest %= LENGTHS[i];
      }
    }
    return text.toString();
  }
}
