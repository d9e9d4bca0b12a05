package io.barograph.queryapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "15, 15000",
    "0.5, 500",
    "-3, -3000",
    "1h30m, 5400000",
    "1m0s, 60000",
    "7ms, 7",
    "5d, 432000000"
  })
  void readsSecondsAndUnits(String text, long millis) {
    assertThat(DurationText.parse(text).toMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "5x", "1m1h", "1.5m", "99999999999999999999d", "NaN", "1f"})
  void namesWhatItCannotRead(String text) {
    assertThatThrownBy(() -> DurationText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot parse \"" + text + "\" to a valid duration");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e300", "-1e11", "1e9999"})
  void refusesWhatOverflows(String text) {
    assertThatThrownBy(() -> DurationText.parse(text))
        .hasMessage("cannot parse \"" + text + "\" to a valid duration. It overflows int64");
  }
}
