package io.barograph.ingest.remotewrite;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Limits of the remote write door.
 *
 * @param maxCompressedBytes of one request as it comes
 * @param maxDecompressedBytes of one request as its snappy header declares it
 * @param maxSamples of one request, and as many series
 * @param bodyTimeout from the head of a request to the end of its body
 * @param seriesCacheBytes memory for remembering the ids of series
 */
public record RemoteWriteSettings(
    int maxCompressedBytes,
    int maxDecompressedBytes,
    int maxSamples,
    Duration bodyTimeout,
    long seriesCacheBytes) {
  /** 16 MiB, 64 MiB, a million samples, 30 s, 512 MiB. */
  public static final RemoteWriteSettings DEFAULTS =
      new RemoteWriteSettings(16 << 20, 64 << 20, 1_000_000, Duration.ofSeconds(30), 512L << 20);

  public RemoteWriteSettings {
    requirePositive("maxCompressedBytes", maxCompressedBytes);
    requirePositive("maxDecompressedBytes", maxDecompressedBytes);
    requirePositive("maxSamples", maxSamples);
    requirePositive("bodyTimeout in ms", requireNonNull(bodyTimeout).toMillis());
    requirePositive("seriesCacheBytes", seriesCacheBytes);
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }
}
