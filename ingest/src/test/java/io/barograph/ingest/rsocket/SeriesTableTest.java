package io.barograph.ingest.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.ingest.rsocket.SeriesTable.Defined;
import io.barograph.model.Labels;
import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import io.barograph.storage.SeriesResolution;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeriesTableTest {
  private final SeriesTable table = new SeriesTable(new SeriesRoom(1L << 30).share(), 1_000_000);

  private static Labels series(int number) {
    return Labels.of("__name__", "m", "host", "h" + number % 7, "n", Integer.toString(number));
  }

  @Test
  void keepsLabelsAndIdsOfManySeries() {
    int[] refs = new int[5000];
    long[] ids = new long[5000];
    for (int i = 0; i < 5000; i++) {
      assertThat(table.define(i, series(i))).isEqualTo(Defined.NEW);
      refs[i] = i;
      ids[i] = i * 3L;
    }
    table.begin(1);
    table.resolved(refs, new SeriesResolution(1, ids, new @Nullable Rejection[5000]));
    assertThat(table.labels(4321)).isEqualTo(series(4321));
    long[] gathered = new long[3];
    assertThat(table.gather(new int[] {4999, 0, 17}, gathered)).isTrue();
    assertThat(gathered).containsExactly(4999 * 3L, 0, 51);
  }

  @Test
  void refsCountOnOverRefusedDefinitions() {
    Rejection rejection = new Rejection(RejectReason.INVALID_LABEL, "bad");
    assertThat(table.refuse(0, rejection)).isEqualTo(Defined.NEW);
    assertThat(table.define(1, series(1))).isEqualTo(Defined.NEW);
    assertThat(table.define(0, series(0))).isEqualTo(Defined.DIFFERENT);
    assertThat(table.define(3, series(3))).isEqualTo(Defined.OUT_OF_ORDER);
    assertThat(table.define(-1, series(3))).isEqualTo(Defined.OUT_OF_ORDER);
    assertThat(table.rejection(0)).isSameAs(rejection);
    assertThat(table.rejection(2).reason()).isEqualTo(RejectReason.UNDEFINED_SERIES);
    assertThat(table.rejection(-1).message()).contains("ref 4294967295");
    assertThat(table.resolvable(0, 2)).containsExactly(1);
    assertThat(table.gather(new int[] {-1, 0}, new long[2])).isFalse();
  }

  @Test
  void idsOfTheGenerationBeforeHaveSuccessors() {
    table.define(0, series(0));
    table.define(1, series(1));
    table.begin(1);
    table.resolved(
        new int[] {0, 1}, new SeriesResolution(1, new long[] {10, 11}, new @Nullable Rejection[2]));
    table.begin(2);
    table.resolved(
        new int[] {0, 1}, new SeriesResolution(2, new long[] {20, 21}, new @Nullable Rejection[2]));
    assertThat(table.successors(1, new int[] {1, 0, 99})).isEqualTo(Map.of(10L, 20L, 11L, 21L));
    assertThat(table.successors(0, new int[] {1})).isNull();
  }

  @Test
  void refusedByStorageIsKnownUntilStorageTakesIt() {
    table.define(0, series(0));
    table.begin(1);
    Rejection full = new Rejection(RejectReason.TOO_MANY_SERIES, "full");
    table.resolved(
        new int[] {0}, new SeriesResolution(1, new long[] {-1}, new @Nullable Rejection[] {full}));
    assertThat(table.refusedByStorage(0, 10)).containsExactly(0);
    table.resolved(
        new int[] {0}, new SeriesResolution(1, new long[] {5}, new @Nullable Rejection[1]));
    assertThat(table.hasRefusedByStorage()).isFalse();
  }

  @Test
  void refusedByStorageIsAskedForInPieces() {
    Rejection full = new Rejection(RejectReason.TOO_MANY_SERIES, "full");
    for (int i = 0; i < 5; i++) {
      table.define(i, series(i));
    }
    table.begin(1);
    table.resolved(
        new int[] {0, 2, 3},
        new SeriesResolution(
            1, new long[] {-1, -1, -1}, new @Nullable Rejection[] {full, full, full}));
    assertThat(table.refusedByStorage(0, 2)).containsExactly(0, 2);
    assertThat(table.refusedByStorage(3, 2)).containsExactly(3);
    assertThat(table.rejection(3)).isSameAs(full);
  }

  @Test
  void definitionsEndWhereTheRoomEnds() {
    SeriesRoom room = new SeriesRoom(10_000);
    SeriesRoom.Share share = room.share();
    SeriesTable small = new SeriesTable(share, 1_000);
    int defined = 0;
    while (small.define(defined, series(defined)) == Defined.NEW) {
      defined++;
    }
    assertThat(small.define(defined, series(defined))).isEqualTo(Defined.BEYOND_LIMIT);
    assertThat(small.rejection(defined).message()).contains("take 10000 bytes, which is the limit");
    assertThat(defined).isBetween(50, 120);
    assertThat(small.define(0, series(0))).isEqualTo(Defined.SAME);
    assertThat(room.series()).isEqualTo(defined);
    assertThat(room.bytes()).isBetween(9_000L, 10_000L);
    share.end();
    assertThat(room.bytes()).isZero();
    assertThat(room.series()).isZero();
  }

  @Test
  void everyRefBeyondTheLimitIsToldTheLimit() {
    SeriesTable two = new SeriesTable(new SeriesRoom(1 << 20).share(), 2);
    assertThat(two.define(0, series(0))).isEqualTo(Defined.NEW);
    assertThat(two.define(1, series(1))).isEqualTo(Defined.NEW);
    assertThat(two.define(5, series(5))).as("not full yet").isEqualTo(Defined.OUT_OF_ORDER);
    for (int ref = 2; ref < 5; ref++) {
      assertThat(two.define(ref, series(ref))).isEqualTo(Defined.BEYOND_LIMIT);
      assertThat(two.rejection(ref).reason()).isEqualTo(RejectReason.TOO_MANY_SERIES);
      assertThat(two.rejection(ref).message()).startsWith("channel has 2 series, limit is 2;");
    }
    assertThat(two.define(1, series(1))).isEqualTo(Defined.SAME);
    assertThat(two.rejection(1).reason()).isEqualTo(RejectReason.UNDEFINED_SERIES);
  }
}
