package io.barograph.ingest.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import org.junit.jupiter.api.Test;

class LabelDictionaryTest {
  private final LabelDictionary dictionary = new LabelDictionary();

  private Labels decoded(int[] numbers) {
    return dictionary.decode(numbers, 0, numbers.length);
  }

  @Test
  void keepsEachLabelOnce() {
    int[][] encoded = new int[5000][];
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = dictionary.encode(series(i));
    }
    for (int i = 0; i < encoded.length; i++) {
      assertThat(decoded(encoded[i])).isEqualTo(series(i));
      assertThat(dictionary.encode(series(i))).isEqualTo(encoded[i]);
      assertThat(dictionary.bytesFor(series(i))).isZero();
    }
    assertThat(encoded[0][0]).as("the same name").isEqualTo(encoded[4999][0]);
  }

  private static Labels series(int number) {
    return Labels.of(
        "__name__", "m", "n", Integer.toString(number), "\u00fcnit\u0001", "\ud83d\ude00");
  }

  @Test
  void sameTextCutInAnotherPlaceIsAnotherLabel() {
    Labels one = Labels.of("ab", "c");
    Labels other = Labels.of("a", "bc");
    assertThat(dictionary.encode(one)).isNotEqualTo(dictionary.encode(other));
    assertThat(decoded(dictionary.encode(one))).isEqualTo(one);
    assertThat(decoded(dictionary.encode(other))).isEqualTo(other);
  }
}
