package io.barograph.ingest.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesIdCacheTest {
  private static final long GENERATION = 7;
  private final SeriesIdCache cache = new SeriesIdCache(64 << 20);

  @Test
  void remembersInAnyOrder() {
    DecodedRequest forwards = request(IntStream.range(0, 5000).toArray());
    assertThat(find(cache, forwards)).containsOnly((long) KnownSeries.NONE);
    remember(cache, forwards, IntStream.range(0, 5000).asLongStream().toArray());
    assertThat(find(cache, forwards)).isEqualTo(IntStream.range(0, 5000).asLongStream().toArray());
    int[] backwards = IntStream.range(0, 5000).map(i -> 4999 - i).toArray();
    for (int round = 0; round < 2; round++) {
      assertThat(find(cache, request(backwards)))
          .isEqualTo(IntStream.of(backwards).asLongStream().toArray());
    }
    assertThat(cache.size()).isEqualTo(5000);
  }

  @Test
  void unknownSeriesInBetweenStayUnknown() {
    DecodedRequest known = request(0, 1, 2);
    remember(cache, known, 10, 11, 12);
    assertThat(find(cache, request(0, 9, 1, 8, 2)))
        .containsExactly(10, (long) KnownSeries.NONE, 11, (long) KnownSeries.NONE, 12);
  }

  @Test
  void refusedIdsAreNotRemembered() {
    DecodedRequest known = request(0, 1);
    remember(cache, known, -1, 11);
    assertThat(find(cache, known)).containsExactly((long) KnownSeries.NONE, 11);
  }

  @Test
  void anotherGenerationForgetsAll() {
    DecodedRequest known = request(0);
    remember(cache, known, 10);
    assertThat(find(cache, known, GENERATION + 1)).containsExactly((long) KnownSeries.NONE);
    remember(cache, known, 10);
    assertThat(find(cache, known, GENERATION + 1)).containsExactly((long) KnownSeries.NONE);
  }

  @Test
  void whatDoesNotFitIsNotRemembered() {
    SeriesIdCache small = new SeriesIdCache(400_000);
    DecodedRequest many = request(IntStream.range(0, 20_000).toArray());
    remember(small, many, IntStream.range(0, 20_000).asLongStream().toArray());
    assertThat(small.isFull()).isTrue();
    assertThat(small.size()).isBetween(1, 19_999);
    assertThat(small.bytes()).isLessThan(800_000);
    assertThat(find(small, request(0, 19_999))).containsExactly(0, (long) KnownSeries.NONE);
    small.clear();
    assertThat(small.isFull()).isFalse();
    assertThat(find(small, request(0))).containsExactly((long) KnownSeries.NONE);
  }

  @Test
  void expectedSeriesIsBelievedOnlyWhereItsLabelsEnd() {
    DecodedRequest known = request(0, 1);
    remember(cache, known, 10, 11);
    byte[] longer =
        new WriteRequestBytes()
            .series(series(0))
            .series(Labels.of("__name__", "m", "n", "1", "o", "more"))
            .toByteArray();
    WriteRequestBytes scattered = new WriteRequestBytes();
    scattered.label("__name__", "m").label("n", "1").sample(1, 1).label("o", "more");
    byte[] behind =
        new WriteRequestBytes().series(series(0)).field(1, scattered.toByteArray()).toByteArray();
    for (byte[] request : new byte[][] {longer, behind}) {
      assertThat(decode(cache, request, GENERATION).ids().ids())
          .containsExactly(10, KnownSeries.NONE);
    }
  }

  @Test
  void readersSeeWhatWasAddedBeforeTheyBegan() throws Exception {
    int series = 20_000;
    AtomicInteger added = new AtomicInteger();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < series; i++) {
                    remember(cache, request(i), i);
                    added.set(i + 1);
                  }
                });
    while (added.get() < series) {
      int sure = added.get();
      int last = Math.max(0, sure - 1);
      long[] found = find(cache, request(last / 2, last, sure + 100));
      if (sure > 0) {
        assertThat(found[0]).isEqualTo(last / 2);
        assertThat(found[1]).isEqualTo(last);
      }
      assertThat(found[2]).isIn((long) KnownSeries.NONE, sure + 100L);
    }
    writer.join();
  }

  private static long[] find(SeriesIdCache cache, DecodedRequest request) {
    return find(cache, request, GENERATION);
  }

  private static long[] find(SeriesIdCache cache, DecodedRequest request, long generation) {
    return decode(cache, request.bytes(), generation).ids().ids();
  }

  private static void remember(SeriesIdCache cache, DecodedRequest request, long... ids) {
    cache.walk(GENERATION);
    cache.remember(request, IntStream.range(0, ids.length).toArray(), ids, GENERATION);
  }

  private static DecodedRequest decode(SeriesIdCache cache, byte[] bytes, long generation) {
    return RequestDecoder.decode(bytes, bytes.length, 1_000_000, cache.walk(generation));
  }

  private static Labels series(int number) {
    return Labels.of("__name__", "m", "n", Integer.toString(number));
  }

  private static DecodedRequest request(int... numbers) {
    WriteRequestBytes bytes = new WriteRequestBytes();
    for (int number : numbers) {
      bytes.series(series(number));
    }
    byte[] encoded = bytes.toByteArray();
    return RequestDecoder.decode(encoded, encoded.length, 1_000_000, KnownSeries.none(0).walk());
  }
}
