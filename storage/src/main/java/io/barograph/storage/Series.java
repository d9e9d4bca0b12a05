package io.barograph.storage;

import io.barograph.model.Labels;
import io.barograph.model.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One series with samples in strictly ascending time, as two primitive arrays of which the first
 * {@code size} places count. Stale markers are samples like any other.
 */
public final class Series {
  private final Labels labels;
  private final long[] timestamps;
  private final double[] values;
  private final int size;

  /**
   * Arrays as they stand, not copied. Nobody changes them any more: several series may share them.
   */
  public Series(Labels labels, long[] timestamps, double[] values, int size) {
    if (size < 0 || size > timestamps.length || size > values.length) {
      throw new IllegalArgumentException(
          "size %d does not fit %d timestamps, %d values"
              .formatted(size, timestamps.length, values.length));
    }
    this.labels = labels;
    this.timestamps = timestamps;
    this.values = values;
    this.size = size;
  }

  public Labels labels() {
    return labels;
  }

  public int size() {
    return size;
  }

  /** Milliseconds since the Unix epoch; may be longer than {@link #size()}. */
  public long[] timestamps() {
    return timestamps;
  }

  /** May be longer than {@link #size()}. */
  public double[] values() {
    return values;
  }

  /** The samples as objects, for tests and small results. */
  public List<Sample> samples() {
    return IntStream.range(0, size).mapToObj(i -> new Sample(timestamps[i], values[i])).toList();
  }

  @Override
  public String toString() {
    return labels
        + " "
        + Arrays.toString(Arrays.copyOf(timestamps, size))
        + " "
        + Arrays.toString(Arrays.copyOf(values, size));
  }
}
