package io.barograph.timescale.select;

import io.barograph.timescale.block.BlockPlace;

/** A row of {@code fresh_block} as read. Owns its payload. */
final class FreshRow implements BlockRow {
  private final long flush;
  private final int groupLow;
  private final int groupHigh;
  private final byte[] payload;

  FreshRow(long flush, int groupLow, int groupHigh, byte[] payload) {
    this.flush = flush;
    this.groupLow = groupLow;
    this.groupHigh = groupHigh;
    this.payload = payload;
  }

  @Override
  public void addTo(SliceSamples samples) {
    samples.addFresh(this);
  }

  BlockPlace place() {
    return BlockPlace.fresh(flush, groupLow, groupHigh);
  }

  byte[] payload() {
    return payload;
  }
}
