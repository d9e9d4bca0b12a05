package io.barograph.timescale.select;

/** A row with a block, as read. */
interface BlockRow {
  /** Decodes what is wanted of it; fresh rows go first, by acceptance, then settled ones. */
  void addTo(SliceSamples samples);
}
