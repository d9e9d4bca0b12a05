package io.barograph.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.FunctionSignatures;
import io.barograph.promql.tree.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes in, the parser answers with a tree or with its own error. */
class ParserFuzzTest {
  private static final long SEED = 20261122;
  private static final int INPUTS = Integer.getInteger("barograph.fuzz.inputs", 100_000);
  private static final List<String> PARTS = parts();

  private final Parser parser = new Parser(new ParserOptions(true));

  private static List<String> parts() {
    List<String> parts =
        new ArrayList<>(
            List.of(
                "x",
                "foo:bar",
                "sum",
                "topk",
                "by",
                "without",
                "on",
                "ignoring",
                "group_left",
                "bool",
                "offset",
                "@",
                "start",
                "end",
                "()",
                "(",
                ")",
                "{",
                "}",
                "[",
                "]",
                "[5m]",
                "[5m:1m]",
                ",",
                "=",
                "!=",
                "=~",
                "!~",
                "==",
                "<",
                ">=",
                "+",
                "-",
                "*",
                "/",
                "%",
                "^",
                "atan2",
                "and",
                "or",
                "unless",
                "1",
                "0x1F",
                "1e9",
                ".5",
                "5m",
                "1h30m",
                "NaN",
                "Inf",
                "\"a\"",
                "'b'",
                "`c`",
                "\"\\xff\"",
                "\\",
                "\"",
                "#",
                "\n",
                " ",
                ":",
                "a=\"b\"",
                "é",
                "\u0000",
                "\ud800",
                "99999999999999999999",
                "_"));
    FunctionSignatures.all().forEach(function -> parts.add(function.name() + "("));
    return parts;
  }

  @Test
  void neverThrowsAnythingElse() {
    Random random = new Random(SEED);
    int trees = 0;
    for (int i = 0; i < INPUTS; i++) {
      StringBuilder query = new StringBuilder();
      int length = 1 + random.nextInt(14);
      for (int part = 0; part < length; part++) {
        query.append(PARTS.get(random.nextInt(PARTS.size())));
        if (random.nextInt(3) == 0) {
          query.append(' ');
        }
      }
      trees += parses(query.toString()) ? 1 : 0;
    }
    assertThat(trees).as("inputs that are PromQL").isPositive();
  }

  /** A tree must print as something that gives the same tree. */
  private boolean parses(String query) {
    Expr expr;
    try {
      expr = parser.parse(query);
    } catch (ParseException e) {
      assertThat(e).hasMessageContaining("parse error: ");
      return false;
    }
    String printed = expr.toString();
    assertThat(parser.parse(printed)).as(query).hasToString(printed);
    return true;
  }
}
