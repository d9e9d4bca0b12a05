package io.barograph.ingest.remotewrite;

import io.barograph.ingest.TimestampBounds;
import io.barograph.model.MetricMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A request as columns. Series {@code s} has the samples from {@code sampleEnds[s - 1]} (0 for the
 * first) up to {@code sampleEnds[s]}, its labels as raw protobuf fields in {@link #bytes}, and the
 * id by which the cache knew them when they were scanned.
 */
final class DecodedRequest {
  /** Ten labels or so; those who send shorter ones pay with copies. */
  private static final int USUAL_SERIES_BYTES = 200;

  private final byte[] bytes;
  private final long generation;
  private int series;
  private int samples;
  private int[] labelOffsets;
  private int[] labelLengths;
  private int[] sampleEnds;
  private long[] ids;
  private int[] histograms = new int[0];
  private int allHistograms;
  private int exemplars;
  private long[] timestamps;
  private double[] values;
  private boolean oneSampleEach = true;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;
  private final List<MetricMetadata> metadata = new ArrayList<>();

  /** Empty, with room for as many series of one sample as {@code length} bytes usually hold. */
  DecodedRequest(byte[] bytes, int length, long generation) {
    this.bytes = bytes;
    this.generation = generation;
    int capacity = 16 + length / USUAL_SERIES_BYTES;
    labelOffsets = new int[capacity];
    labelLengths = new int[capacity];
    sampleEnds = new int[capacity];
    ids = new long[capacity];
    timestamps = new long[capacity];
    values = new double[capacity];
  }

  void addSample(long timestamp, double value) {
    if (samples == timestamps.length) {
      timestamps = Arrays.copyOf(timestamps, samples * 2);
      values = Arrays.copyOf(values, samples * 2);
    }
    earliest = Math.min(earliest, timestamp);
    latest = Math.max(latest, timestamp);
    timestamps[samples] = timestamp;
    values[samples++] = value;
  }

  /** Ends a series whose labels lie at {@code labelOffset}; the samples added since are its own. */
  void endSeries(int labelOffset, int labelLength, int histogramCount, long id) {
    if (series == labelOffsets.length) {
      labelOffsets = Arrays.copyOf(labelOffsets, series * 2);
      labelLengths = Arrays.copyOf(labelLengths, series * 2);
      sampleEnds = Arrays.copyOf(sampleEnds, series * 2);
      ids = Arrays.copyOf(ids, series * 2);
    }
    if (histogramCount > 0) {
      if (series >= histograms.length) {
        histograms = Arrays.copyOf(histograms, labelOffsets.length);
      }
      histograms[series] = histogramCount;
      allHistograms += histogramCount;
    }
    oneSampleEach &= samples == series + 1;
    ids[series] = id;
    labelOffsets[series] = labelOffset;
    labelLengths[series] = labelLength;
    sampleEnds[series++] = samples;
  }

  void addExemplar() {
    exemplars++;
  }

  void add(MetricMetadata described) {
    metadata.add(described);
  }

  byte[] bytes() {
    return bytes;
  }

  int series() {
    return series;
  }

  int samples() {
    return samples;
  }

  /** Ids by place, of the generation in which they were looked up; negative where unknown. */
  SeriesIds ids() {
    return new SeriesIds(generation, Arrays.copyOf(ids, series));
  }

  int labelOffset(int index) {
    return labelOffsets[index];
  }

  int labelLength(int index) {
    return labelLengths[index];
  }

  int sampleStart(int index) {
    return index == 0 ? 0 : sampleEnds[index - 1];
  }

  int sampleEnd(int index) {
    return sampleEnds[index];
  }

  /** Native histograms of a series, which are not stored. */
  int histograms(int index) {
    return index < histograms.length ? histograms[index] : 0;
  }

  /** Native histograms of all series. */
  int histograms() {
    return allHistograms;
  }

  /** Exemplars of all series, which are not stored. */
  int exemplars() {
    return exemplars;
  }

  long[] timestamps() {
    return timestamps;
  }

  double[] values() {
    return values;
  }

  /** Whether sample {@code i} is the only one of series {@code i}, for all of them. */
  boolean hasOneSampleEach() {
    return oneSampleEach;
  }

  /** Whether all timestamps are within the bounds. */
  boolean isWithin(TimestampBounds bounds) {
    return samples == 0 || (bounds.contains(earliest) && bounds.contains(latest));
  }

  List<MetricMetadata> metadata() {
    return metadata;
  }
}
