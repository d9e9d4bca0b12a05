package io.barograph.timescale.block;

/** Takes the samples of one series out of a settled block. */
@FunctionalInterface
public interface RunReceiver {
  /**
   * Samples {@code from} (inclusive) to {@code to} (exclusive), in strictly ascending time, never
   * empty. The arrays are the reader's own and change after the call: copy what is to be kept.
   *
   * @param offset place of the series in its group, 0 to 127
   */
  void run(int offset, long[] timestamps, double[] values, int from, int to);
}
