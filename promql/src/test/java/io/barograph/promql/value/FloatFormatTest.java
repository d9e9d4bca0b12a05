package io.barograph.promql.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.StaleMarker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatFormatTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0e+00",
    "-0.0, -0, -0, -0e+00",
    "1, 1, 1, 1e+00",
    "-17, -17, -17, -1.7e+01",
    "0.1, 0.1, 0.1, 1e-01",
    "0.0001, 0.0001, 0.0001, 1e-04",
    "0.00001, 0.00001, 1e-05, 1e-05",
    "1e-6, 0.000001, 1e-06, 1e-06",
    "1e-7, 1e-07, 1e-07, 1e-07",
    "-1.5e-9, -1.5e-09, -1.5e-09, -1.5e-09",
    "4.9e-324, 5e-324, 5e-324, 5e-324",
    "999999, 999999, 999999, 9.99999e+05",
    "1e6, 1000000, 1e+06, 1e+06",
    "123456789.125, 123456789.125, 1.23456789125e+08, 1.23456789125e+08",
    "9007199254740993, 9007199254740992, 9.007199254740992e+15, 9.007199254740992e+15",
    "1e20, 100000000000000000000, 1e+20, 1e+20",
    "1e21, 1e+21, 1e+21, 1e+21",
    "1.7976931348623157e308, 1.7976931348623157e+308, 1.7976931348623157e+308, 1.7976931348623157e+308",
  })
  void writesTheFewestDigits(double value, String sample, String general, String scientific) {
    assertThat(FloatFormat.sample(value)).isEqualTo(sample);
    assertThat(FloatFormat.general(value)).isEqualTo(general);
    assertThat(FloatFormat.scientific(value)).isEqualTo(scientific);
  }

  @ParameterizedTest
  @CsvSource({"1e21, 1000000000000000000000", "1e-7, 0.0000001", "-0.0, -0", "3, 3"})
  void plainHasNoExponent(double value, String text) {
    assertThat(FloatFormat.plain(value)).isEqualTo(text);
  }

  @Test
  void writesSpecialValues() {
    assertThat(FloatFormat.sample(Double.NaN)).isEqualTo("NaN");
    assertThat(FloatFormat.sample(StaleMarker.VALUE)).isEqualTo("NaN");
    assertThat(FloatFormat.plain(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    assertThat(FloatFormat.general(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
    assertThat(FloatFormat.scientific(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
  }
}
