package io.barograph.queryapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapedNameTest {
  @ParameterizedTest
  @CsvSource({
    "job, job",
    "__name__, __name__",
    "U__http_2e_status, http.status",
    "U__a__b, a_b",
    "U___1f600_, 😀",
    "U__a_zz_b, U__a_zz_b",
    "U__a_2e, U__a_2e",
    "U__a_d800_, U__a_d800_",
    "U__a_1234567_, U__a_1234567_",
  })
  void unescapes(String escaped, String name) {
    assertThat(EscapedName.unescape(escaped)).isEqualTo(name);
  }
}
