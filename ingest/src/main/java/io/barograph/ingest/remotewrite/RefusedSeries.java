package io.barograph.ingest.remotewrite;

import io.barograph.storage.Rejection;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Label sets that were refused not long ago, so that a bad series costs no question to storage at
 * every scrape. They are asked again after a while: a limit may have been raised. Thread-safe;
 * bounded, the oldest goes first.
 */
final class RefusedSeries {
  private static final int MOST = 10_000;

  /** A larger key is not worth its memory. */
  private static final int MAX_KEY_BYTES = 4096;

  private static final long RETRY_MILLIS = 60_000;

  private final Map<ByteBuffer, Refused> byKey = new LinkedHashMap<>();

  private record Refused(Rejection rejection, long retryAt) {}

  /** Why the label set was refused, or null if it was not, or too long before {@code now}. */
  synchronized @Nullable Rejection find(byte[] bytes, int offset, int length, long now) {
    if (byKey.isEmpty()) {
      return null;
    }
    Refused refused = byKey.get(ByteBuffer.wrap(bytes, offset, length));
    return refused == null || now >= refused.retryAt ? null : refused.rejection;
  }

  synchronized void add(byte[] bytes, int offset, int length, Rejection rejection, long now) {
    if (length > MAX_KEY_BYTES) {
      return;
    }
    byte[] key = new byte[length];
    System.arraycopy(bytes, offset, key, 0, length);
    byKey.put(ByteBuffer.wrap(key), new Refused(rejection, now + RETRY_MILLIS));
    if (byKey.size() > MOST) {
      byKey.remove(byKey.keySet().iterator().next());
    }
  }
}
