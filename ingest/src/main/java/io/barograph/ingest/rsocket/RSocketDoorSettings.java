package io.barograph.ingest.rsocket;

import io.barograph.protocol.ProtocolLimits;
import java.time.Duration;

/**
 * Bounds of the RSocket door.
 *
 * @param connections open at one time over TCP and WebSocket together; one more is closed at once
 * @param setupTimeout a connection that has not sent its SETUP frame by then is closed
 * @param writeTimeout a connection whose client takes no bytes for so long is closed
 * @param batchesInFlight decoded batches of one connection on their way to storage
 * @param seriesPerConnection that one connection may define, at most what the protocol allows
 * @param definitionBytes memory for the series that all connections together have defined, about
 *     100 bytes each where labels repeat
 */
public record RSocketDoorSettings(
    int connections,
    Duration setupTimeout,
    Duration writeTimeout,
    int batchesInFlight,
    int seriesPerConnection,
    long definitionBytes) {
  /** 20,000 connections, 10 s, 30 s, 4 batches, a million series, 512 MiB. */
  public static final RSocketDoorSettings DEFAULTS =
      new RSocketDoorSettings(
          20_000,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          4,
          ProtocolLimits.CHANNEL_SERIES,
          512L << 20);

  public RSocketDoorSettings {
    requirePositive("connections", connections);
    requirePositive("setupTimeout", setupTimeout.toMillis());
    requirePositive("writeTimeout", writeTimeout.toMillis());
    requirePositive("batchesInFlight", batchesInFlight);
    requirePositive("seriesPerConnection", seriesPerConnection);
    requirePositive("definitionBytes", definitionBytes);
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }
}
