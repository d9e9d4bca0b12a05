package io.barograph.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.barograph.promql.tree.Formatter;
import io.barograph.promql.tree.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ParserTest {
  private final Parser parser = new Parser(ParserOptions.DEFAULT);

  @TestFactory
  List<DynamicTest> refusesWithPositionAndWording() throws IOException {
    return table(
        "errors.tsv",
        (query, message) ->
            assertThatExceptionOfType(ParseException.class)
                .isThrownBy(() -> parser.parse(query))
                .withMessage(message));
  }

  @TestFactory
  List<DynamicTest> printsTheTreeAsPrometheusDoes() throws IOException {
    return table(
        "formatted.tsv",
        (query, formatted) -> assertThat(parser.parse(query)).hasToString(formatted));
  }

  @TestFactory
  List<DynamicTest> breaksLongQueriesIntoLines() throws IOException {
    return table(
        "pretty.tsv",
        (query, formatted) ->
            assertThat(Formatter.format(parser.parse(query))).isEqualTo(formatted));
  }

  @TestFactory
  List<DynamicTest> whatIsPrintedParsesToTheSameAgain() throws IOException {
    return table(
        "formatted.tsv",
        (query, _) -> {
          String printed = parser.parse(query).toString();
          assertThat(parser.parse(printed)).hasToString(printed);
        });
  }

  /** Prometheus prints {@code +Inf ^ x}, which is {@code +(Inf ^ x)}, and {@code 0s}. */
  @Test
  void printsSignsOnlyWhereTheyMeanTheSame() {
    assertThat(parser.parse("Inf ^ x")).hasToString("Inf ^ x");
    assertThat(parser.parse("Inf + x")).hasToString("+Inf + x");
    assertThat(parser.parse("1 / -0m")).hasToString("1 / -0s");
  }

  @Test
  void boundsTheDepth() {
    String query = "(".repeat(100_000) + "1" + ")".repeat(100_000);
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> parser.parse(query))
        .withMessageContaining("nested deeper than 500 levels");
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> parser.parse("1" + "+1".repeat(100_000)))
        .withMessageContaining("nested deeper than 500 levels");
  }

  @Test
  void readsSelectorsThatMatchEverything() {
    assertThat(parser.parseSelector("{a=~\".*\"}")).hasSize(1);
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> parser.parseSelector("up + 1"))
        .withMessage("1:4: parse error: unexpected <op:+>");
  }

  @Test
  void acceptsExperimentalFunctionsWhenAskedTo() {
    Parser experimental = new Parser(new ParserOptions(true));
    assertThat(experimental.parse("limitk(2, mad_over_time(x[5m]))"))
        .hasToString("limitk(2, mad_over_time(x[5m]))");
  }

  private interface Check {
    void check(String query, String expected);
  }

  private static List<DynamicTest> table(String name, Check check) throws IOException {
    try (InputStream table =
        Objects.requireNonNull(ParserTest.class.getResourceAsStream(name), name)) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .map(line -> line.split("\t", -1))
          .map(
              row ->
                  DynamicTest.dynamicTest(
                      "query: " + row[0], () -> check.check(unescape(row[0]), unescape(row[1]))))
          .toList();
    }
  }

  private static String unescape(String cell) {
    return cell.translateEscapes();
  }
}
