package io.barograph.timescale.select;

import java.time.Duration;

/**
 * How much queries may take.
 *
 * @param connections most queries that read at a time; others wait for a connection
 * @param samplesInMemory about how many decoded samples one query holds at a time, at some 40 bytes
 *     each, however many it reads in all
 * @param statementTimeout when one statement is given up
 */
public record QuerySettings(int connections, int samplesInMemory, Duration statementTimeout) {
  public static final QuerySettings DEFAULT =
      new QuerySettings(8, 1_000_000, Duration.ofMinutes(1));

  public QuerySettings {
    if (connections < 1 || samplesInMemory < 1 || !statementTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "%d connections, %d samples in memory and a timeout of %s are not all positive"
              .formatted(connections, samplesInMemory, statementTimeout));
    }
  }
}
