package io.barograph.queryapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.StaleMarker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1, 1",
    "-17, -17",
    "0.1, 0.1",
    "1e-6, 0.000001",
    "1e-7, 1e-07",
    "-1.5e-9, -1.5e-09",
    "4.9e-324, 5e-324",
    "123456789.125, 123456789.125",
    "9007199254740993, 9007199254740992",
    "1e20, 100000000000000000000",
    "1e21, 1e+21",
    "1.7976931348623157e308, 1.7976931348623157e+308",
  })
  void writesValuesAsPrometheusDoes(double value, String text) {
    assertThat(SampleText.value(value)).isEqualTo(text);
  }

  @Test
  void writesSpecialValues() {
    assertThat(SampleText.value(Double.NaN)).isEqualTo("NaN");
    assertThat(SampleText.value(StaleMarker.VALUE)).isEqualTo("NaN");
    assertThat(SampleText.value(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    assertThat(SampleText.value(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
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
  void writesTimestampsAsSeconds(long millis, String text) {
    assertThat(SampleText.seconds(millis)).isEqualTo(text);
  }
}
