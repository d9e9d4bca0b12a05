package io.barograph.alertengine.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import io.barograph.promql.tree.Expr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PresenceTest {
  private static final Parser PARSER = new Parser(ParserOptions.DEFAULT);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          up == 0                                    | (up)
          5 < load                                   | (load)
          load > bool 5                              | (load > bool 5)
          errors / requests > 0.1                    | ((errors / requests))
          a > on (x) group_left (y) b                | (a + on (x) group_left (y) b)
          a > 1 and b < 2                            | ((a) and (b))
          a > 1 unless b                             | (a)
          a > 1 or b                                 | ((a) or b)
          sum by (job) (load > 5) > 1                | (sum by (job) ((load)))
          topk(3, load) > 5                          | (load)
          rate(errors_total[5m]) > 1                 | (rate(errors_total[5m]))
          max_over_time((load > 5)[1h:1m]) > 1       | (max_over_time(((load))[1h:1m]))
          -(load > 5)                                | -((load))
          a > 1 and absent(b)                        | (a)
          """)
  void comparisonsNoLongerFilter(String query, String presence) {
    assertThat(Presence.of(PARSER.parse(query)).map(Expr::toString)).hasValue(presence);
    assertThat(PARSER.parse(presence)).asString().isEqualTo(presence);
  }

  @ParameterizedTest
  @CsvSource({
    "absent(up)",
    "absent_over_time(up[1h]) > 0",
    "sum(absent(up))",
    "'count_values(\"version\", up) > 1'"
  })
  void elementsThatComeAndGoWithoutTheirDataAreNeverMissed(String query) {
    assertThat(Presence.of(PARSER.parse(query))).isEmpty();
  }
}
