package io.barograph.timescale.select;

/** A row of {@code settled_block} as read. Owns its payload. */
final class SettledRow {
  private final int groupId;
  private final byte[] payload;

  SettledRow(int groupId, byte[] payload) {
    this.groupId = groupId;
    this.payload = payload;
  }

  int groupId() {
    return groupId;
  }

  byte[] payload() {
    return payload;
  }
}
