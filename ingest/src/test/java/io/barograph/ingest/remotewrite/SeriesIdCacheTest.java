package io.barograph.ingest.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesIdCacheTest {
  private static final long GENERATION = 7;
  private final SeriesIdCache cache = new SeriesIdCache(64 << 20);

  @Test
  void remembersInAnyOrder() {
    DecodedRequest forwards = request(IntStream.range(0, 5000).toArray());
    assertThat(find(cache, forwards)).containsOnly(SeriesIdCache.NONE);
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
        .containsExactly(10, SeriesIdCache.NONE, 11, SeriesIdCache.NONE, 12);
  }

  @Test
  void refusedIdsAreNotRemembered() {
    DecodedRequest known = request(0, 1);
    remember(cache, known, -1, 11);
    assertThat(find(cache, known)).containsExactly(SeriesIdCache.NONE, 11);
  }

  @Test
  void anotherGenerationForgetsAll() {
    DecodedRequest known = request(0);
    remember(cache, known, 10);
    long[] found = new long[1];
    cache.find(known, GENERATION + 1, found);
    assertThat(found).containsExactly(SeriesIdCache.NONE);
    remember(cache, known, 10);
    cache.find(known, GENERATION + 1, found);
    assertThat(found).containsExactly(SeriesIdCache.NONE);
  }

  @Test
  void whatDoesNotFitIsNotRemembered() {
    SeriesIdCache small = new SeriesIdCache(400_000);
    DecodedRequest many = request(IntStream.range(0, 20_000).toArray());
    remember(small, many, IntStream.range(0, 20_000).asLongStream().toArray());
    assertThat(small.isFull()).isTrue();
    assertThat(small.size()).isBetween(1, 19_999);
    assertThat(small.bytes()).isLessThan(800_000);
    assertThat(find(small, request(0, 19_999))).containsExactly(0, SeriesIdCache.NONE);
    small.clear();
    assertThat(small.isFull()).isFalse();
    assertThat(find(small, request(0))).containsExactly(SeriesIdCache.NONE);
  }

  private static long[] find(SeriesIdCache cache, DecodedRequest request) {
    long[] found = new long[request.series()];
    cache.find(request, GENERATION, found);
    return found;
  }

  private static void remember(SeriesIdCache cache, DecodedRequest request, long... ids) {
    cache.find(request, GENERATION, new long[request.series()]);
    cache.remember(request, IntStream.range(0, ids.length).toArray(), ids, GENERATION);
  }

  private static DecodedRequest request(int... numbers) {
    WriteRequestBytes bytes = new WriteRequestBytes();
    for (int number : numbers) {
      bytes.series(Labels.of("__name__", "m", "n", Integer.toString(number)));
    }
    byte[] encoded = bytes.toByteArray();
    return RequestDecoder.decode(encoded, encoded.length, 1_000_000);
  }
}
