package io.barograph.server.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryOptionsTest {
  @Test
  void anExpressionIsEnough() {
    assertThat(QueryOptions.parse(List.of("up"), ""))
        .isEqualTo(new QueryOptions("up", 0, 0, false, URI.create("http://127.0.0.1:9480"), ""));
    assertThat(QueryOptions.parse(List.of("up"), "http://elsewhere:1").server())
        .isEqualTo(URI.create("http://elsewhere:1"));
  }

  @Test
  void optionsMayStandAnywhere() {
    assertThat(
            QueryOptions.parse(
                List.of(
                    "--range",
                    "1h",
                    "rate(x[1m])",
                    "--step",
                    "15s",
                    "--json",
                    "--url",
                    "http://a",
                    "--token-file",
                    "t"),
                "http://other"))
        .isEqualTo(
            new QueryOptions("rate(x[1m])", 3_600_000, 15_000, true, URI.create("http://a"), "t"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --json | no expression
          a b | two expressions, "a" and "b"; put the whole in quotes
          a --colour | unknown option "--colour"
          a --range | option --range needs a value
          a --range soon | option --range is "soon"; give a duration such as 15s or 1h30m
          a --range 0s | option --range is "0s"; give a duration such as 15s or 1h30m
          a --step 1s | a step needs a range, for example --range 1h
          a --url 9480 | "9480" is no URL of a server, such as http://127.0.0.1:9480
          """)
  void mistakesAreExplained(String arguments, String message) {
    assertThatThrownBy(() -> QueryOptions.parse(List.of(arguments.split(" ", -1)), ""))
        .hasMessage(message);
  }
}
