package io.barograph.ingest;

import io.barograph.storage.RejectReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Gathers what one batch lost and why, in bounded space however much is refused: for each reason
 * the count, the first few series, and one message. Not thread-safe.
 */
public final class RefusalSummary {
  /** Series named for each reason. */
  public static final int EXAMPLES = 10;

  private final Map<RejectReason, Gathered> byReason = new EnumMap<>(RejectReason.class);

  /**
   * All that was refused for one reason.
   *
   * @param samples how many; 0 where only a definition was refused
   * @param series the first few series, each once, by the number the door gave them
   * @param message for the sender, about the first of them
   */
  public record Refusal(RejectReason reason, long samples, List<Integer> series, String message) {
    public Refusal {
      series = List.copyOf(series);
    }
  }

  private static final class Gathered {
    private final String message;
    private final List<Integer> series = new ArrayList<>(EXAMPLES);
    private long samples;

    private Gathered(String message) {
      this.message = message;
    }
  }

  /**
   * Counts refused samples of one series.
   *
   * @param series a number by which the door tells the sender which series: a reference, or its
   *     place in the request
   * @param message asked only for the first of its reason
   */
  public void add(RejectReason reason, long samples, int series, Supplier<String> message) {
    Gathered gathered = byReason.get(reason);
    if (gathered == null) {
      gathered = new Gathered(message.get());
      byReason.put(reason, gathered);
    }
    gathered.samples += samples;
    if (gathered.series.size() < EXAMPLES && !gathered.series.contains(series)) {
      gathered.series.add(series);
    }
  }

  public boolean isEmpty() {
    return byReason.isEmpty();
  }

  /** Samples refused for any reason. */
  public long samples() {
    long samples = 0;
    for (Gathered gathered : byReason.values()) {
      samples += gathered.samples;
    }
    return samples;
  }

  /** One for each reason, in the order of {@link RejectReason}. */
  public List<Refusal> refusals() {
    List<Refusal> refusals = new ArrayList<>(byReason.size());
    byReason.forEach(
        (reason, gathered) ->
            refusals.add(new Refusal(reason, gathered.samples, gathered.series, gathered.message)));
    return refusals;
  }

  /** A line for each reason: {@code 3 samples refused, timestamp_too_old: ...}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Refusal refusal : refusals()) {
      text.append(refusal.samples())
          .append(refusal.samples() == 1 ? " sample refused, " : " samples refused, ")
          .append(refusal.reason().text())
          .append(": ")
          .append(refusal.message())
          .append('\n');
    }
    return text.toString();
  }
}
