package io.barograph.benchmarks.comparison;

import io.barograph.benchmarks.density.StoreDensity;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.timescale.block.BlockCompression;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Bytes on disk of the captured metrics where settled blocks are compressed once more. No setting
 * of the server does that, so the store is filled without one.
 */
final class ZstdDensity {
  private ZstdDensity() {}

  /** Runs it once; the arguments are those that {@code benchmarks/bench} gives. */
  public static void main(String[] words) throws IOException, SQLException {
    Arguments arguments = Arguments.parse(words);
    double bytesPerSample =
        StoreDensity.measure(
            DatabaseKind.TIMESCALEDB,
            arguments.integer("instances"),
            arguments.integer("ticks"),
            BlockCompression.ZSTD);
    arguments.log().add(IngestComparison.SETTLED, Quantity.BYTES_PER_SAMPLE, bytesPerSample);
  }
}
