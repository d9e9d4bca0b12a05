package io.barograph.queryapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4, 4000",
    "1.5, 1500",
    "1435781430.781, 1435781430781",
    "-1.001, -1001",
    "1e3, 1000000",
    "0.0005, 1",
    "2015-07-01T20:10:51Z, 1435781451000",
    "2015-07-01T20:10:51.781Z, 1435781451781",
    "2015-07-01T22:10:51+02:00, 1435781451000",
  })
  void readsSecondsAndRfc3339(String text, long millis) {
    assertThat(TimeText.millis(text)).hasValue(millis);
  }

  @Test
  void readsTheEndsOfTime() {
    assertThat(TimeText.millis("-292273086-05-16T16:47:06Z")).hasValue(Long.MIN_VALUE);
    assertThat(TimeText.millis("292277025-08-18T07:12:54.999999999Z")).hasValue(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "NaN",
        "Infinity",
        "1e300",
        "-1e30",
        "2015-13-01T00:00:00Z",
        "1.2.3",
        "5d"
      })
  void refusesTheRest(String text) {
    assertThat(TimeText.millis(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1000, 1",
    "1435781430781, 1435781430.781",
    "1001, 1.001",
    "1010, 1.010",
    "-1500, -1.500",
    "-1, -0.001",
  })
  void writesSeconds(long millis, String text) {
    assertThat(TimeText.seconds(millis)).isEqualTo(text);
  }
}
