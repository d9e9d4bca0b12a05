package io.barograph.model;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
  /** Expected values from the reference implementation of xxHash, seed 0. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "'Nobody inspects the spammish repetition', fbcea83c8a378bf1",
      })
  void agreesWithXxh64(String text, String expected) {
    byte[] bytes = ("**" + text + "*").getBytes(US_ASCII);
    assertThat(Long.toHexString(Fingerprint.xxHash64(bytes, 2, text.length()))).isEqualTo(expected);
  }

  @Test
  void boundariesBetweenNameAndValueCount() {
    assertThat(Fingerprint.of(Labels.of("ab", "c")))
        .isNotEqualTo(Fingerprint.of(Labels.of("a", "bc")));
    assertThat(Fingerprint.of(Labels.of("a", "b", "c", "d")))
        .isNotEqualTo(Fingerprint.of(Labels.of("a", "b\u0000c", "d", "x")));
  }

  @Test
  void storedInDatabasesSoItNeverChanges() {
    Labels labels = Labels.of("__name__", "up", "job", "node", "instance", "a:9100");
    assertThat(Fingerprint.of(labels)).isEqualTo(Fingerprint.of(Labels.of(labels.toMap())));
    assertThat(Long.toHexString(Fingerprint.of(labels))).isEqualTo("afcba742c0e3aedd");
  }
}
