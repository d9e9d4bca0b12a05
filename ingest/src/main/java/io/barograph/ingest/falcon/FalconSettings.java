package io.barograph.ingest.falcon;

import java.time.Duration;

/**
 * Limits of the Open-Falcon door.
 *
 * @param maxBodyBytes of one request
 * @param maxItems of one request
 * @param bodyTimeout from the head of a request to the end of its body
 */
public record FalconSettings(int maxBodyBytes, int maxItems, Duration bodyTimeout) {
  public FalconSettings {
    if (maxBodyBytes <= 0 || maxItems <= 0 || !bodyTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "limits must be positive, got %d bytes, %d items, %s"
              .formatted(maxBodyBytes, maxItems, bodyTimeout));
    }
  }
}
