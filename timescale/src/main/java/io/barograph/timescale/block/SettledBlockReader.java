package io.barograph.timescale.block;

import io.barograph.storage.TimeRange;
import java.nio.ByteBuffer;

/** Reads settled blocks. Reused; not thread-safe. */
public final class SettledBlockReader {
  private final PayloadReader in = new PayloadReader();
  private final BlockDecoder decoder = new BlockDecoder();
  private long[] timestamps = new long[0];
  private double[] values = new double[0];

  /**
   * Hands out each wanted series that has samples within {@code range}, in ascending order of
   * offset, whole and cut to the range.
   *
   * @throws BlockFormatException if the payload is damaged; some series may have been handed out
   */
  public void read(
      byte[] payload,
      int from,
      int length,
      SeriesOffsets wanted,
      TimeRange range,
      RunReceiver receiver) {
    BlockFrame.open(payload, from, length, in);
    decoder.decode(
        in,
        wanted::contains,
        (first, next, values) -> {
          int valuesFrom = 0;
          for (int place = first; place < next; place++) {
            if (wanted.contains(decoder.seriesId(place))) {
              cut(place, values, valuesFrom, range, receiver);
            }
            valuesFrom += decoder.count(place);
          }
        });
  }

  private void cut(
      int place, double[] doubles, int valuesFrom, TimeRange range, RunReceiver receiver) {
    long[] times = decoder.timestamps(place);
    int timesFrom = decoder.timesFrom(place);
    int timesEnd = timesFrom + decoder.count(place);
    int first = firstAtOrAfter(times, timesFrom, timesEnd, range.start());
    int end = endAtOrBefore(times, first, timesEnd, range.end());
    if (first < end) {
      hand(
          (int) decoder.seriesId(place),
          times,
          first,
          doubles,
          first - timesFrom + valuesFrom,
          end - first,
          receiver);
    }
  }

  public void read(byte[] payload, SeriesOffsets wanted, TimeRange range, RunReceiver receiver) {
    read(payload, 0, payload.length, wanted, range, receiver);
  }

  /** Reads what remains in {@code payload}, leaving its position alone. */
  public void read(
      ByteBuffer payload, SeriesOffsets wanted, TimeRange range, RunReceiver receiver) {
    if (payload.hasArray()) {
      int from = payload.arrayOffset() + payload.position();
      read(payload.array(), from, payload.remaining(), wanted, range, receiver);
    } else {
      byte[] copy = new byte[payload.remaining()];
      payload.get(payload.position(), copy);
      read(copy, wanted, range, receiver);
    }
  }

  /** A receiver wants both columns from the same place; only series packed together need a copy. */
  private void hand(
      int offset,
      long[] times,
      int timesFrom,
      double[] doubles,
      int valuesFrom,
      int count,
      RunReceiver receiver) {
    if (timesFrom == valuesFrom) {
      receiver.run(offset, times, doubles, timesFrom, timesFrom + count);
      return;
    }
    if (values.length < count) {
      timestamps = new long[count];
      values = new double[count];
    }
    System.arraycopy(times, timesFrom, timestamps, 0, count);
    System.arraycopy(doubles, valuesFrom, values, 0, count);
    receiver.run(offset, timestamps, values, 0, count);
  }

  private static int firstAtOrAfter(long[] times, int from, int to, long timestamp) {
    // Most blocks lie wholly within the range.
    if (times[from] >= timestamp) {
      return from;
    }
    int low = from + 1;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < timestamp) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int endAtOrBefore(long[] times, int from, int to, long timestamp) {
    return from == to || times[to - 1] <= timestamp
        ? to
        : firstAtOrAfter(times, from, to, timestamp + 1);
  }
}
