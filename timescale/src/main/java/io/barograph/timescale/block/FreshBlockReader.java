package io.barograph.timescale.block;

import io.barograph.storage.TimeRange;
import java.nio.ByteBuffer;

/** Reads fresh blocks. Reused; not thread-safe. */
public final class FreshBlockReader {
  private final PayloadReader in = new PayloadReader();
  private final BlockDecoder decoder = new BlockDecoder();

  /**
   * Appends to {@code into} the samples of the series that {@code filter} accepts, ordered by
   * series id, then timestamp.
   *
   * @throws BlockFormatException if the payload is damaged; {@code into} may have grown by then
   */
  public void read(
      byte[] payload,
      int from,
      int length,
      SeriesFilter filter,
      TimeRange range,
      SampleColumns into) {
    BlockFrame.open(payload, from, length, in);
    decoder.decode(
        in, filter, (first, next, values) -> take(first, next, values, filter, range, into));
  }

  private void take(
      int first,
      int next,
      double[] values,
      SeriesFilter filter,
      TimeRange range,
      SampleColumns into) {
    int from = 0;
    for (int place = first; place < next; place++) {
      int count = decoder.count(place);
      long seriesId = decoder.seriesId(place);
      if (filter.accepts(seriesId)) {
        long[] timestamps = decoder.timestamps(place);
        int timesFrom = decoder.timesFrom(place);
        if (count == 1) {
          // The usual case, for which a loop would be too much ado.
          if (range.contains(timestamps[timesFrom])) {
            into.add(seriesId, timestamps[timesFrom], values[from]);
          }
        } else {
          into.addWithin(range, seriesId, timestamps, timesFrom, values, from, count);
        }
      }
      from += count;
    }
  }

  public void read(byte[] payload, SeriesFilter filter, TimeRange range, SampleColumns into) {
    read(payload, 0, payload.length, filter, range, into);
  }

  /** Reads what remains in {@code payload}, leaving its position alone. */
  public void read(ByteBuffer payload, SeriesFilter filter, TimeRange range, SampleColumns into) {
    if (payload.hasArray()) {
      int from = payload.arrayOffset() + payload.position();
      read(payload.array(), from, payload.remaining(), filter, range, into);
    } else {
      byte[] copy = new byte[payload.remaining()];
      payload.get(payload.position(), copy);
      read(copy, filter, range, into);
    }
  }
}
