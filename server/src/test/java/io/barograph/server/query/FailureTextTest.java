package io.barograph.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTextTest {
  @Test
  void aCaretStandsBelowThePlace() {
    assertThat(
            FailureText.lines(
                "sum(rate(up)", "invalid parameter \"query\": 1:10: parse error: expected type"))
        .containsExactly("sum(rate(up)", "         ^ parse error: expected type");
  }

  @Test
  void positionsCountBytesAndLines() {
    assertThat(FailureText.lines("1 +\n{\"é\"=1}", "2:6: parse error: x"))
        .containsExactly("{\"é\"=1}", "    ^ parse error: x");
  }

  @Test
  void otherErrorsStandAsTheyAre() {
    assertThat(FailureText.lines("up", "query timed out")).containsExactly("query timed out");
    assertThat(FailureText.lines("up", "7:1: nowhere")).containsExactly("7:1: nowhere");
  }
}
