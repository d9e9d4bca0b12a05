package io.barograph.timescale.select;

import io.barograph.timescale.block.BlockPlace;
import java.time.OffsetDateTime;

/** A row of {@code settled_block} as read. Owns its payload. */
final class SettledRow implements BlockRow {
  private final int groupId;
  private final OffsetDateTime start;
  private final byte[] payload;

  SettledRow(int groupId, OffsetDateTime start, byte[] payload) {
    this.groupId = groupId;
    this.start = start;
    this.payload = payload;
  }

  @Override
  public void addTo(SliceSamples samples) {
    samples.addSettled(this);
  }

  int groupId() {
    return groupId;
  }

  BlockPlace place() {
    return BlockPlace.settled(start.toInstant(), groupId);
  }

  byte[] payload() {
    return payload;
  }
}
