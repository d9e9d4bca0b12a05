package io.barograph.timescale.block;

/** Which series a reader hands out; those refused are skipped without decoding where possible. */
@FunctionalInterface
public interface SeriesFilter {
  /** Every series. */
  SeriesFilter ALL = seriesId -> true;

  boolean accepts(long seriesId);
}
