package io.barograph.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.Formatter;
import io.barograph.promql.tree.ParseException;
import org.junit.jupiter.api.Test;

/** Whatever comes in, the parser answers with a tree or with its own error. */
final class ParserFuzzTest {
  private static final int INPUTS = Integer.getInteger("barograph.fuzz.inputs", 1_000_000);
  private static final long SEED = Long.getLong("barograph.fuzz.seed", 20261122);

  private final Parser parser = new Parser(new ParserOptions(true));

  @Test
  void answersAMillionInputsWithATreeOrAnErrorOfItsOwn() {
    FuzzInputs inputs = new FuzzInputs(SEED);
    int trees = 0;
    for (int i = 0; i < INPUTS; i++) {
      String input = inputs.next();
      try {
        trees += parses(input) ? 1 : 0;
      } catch (RuntimeException | StackOverflowError e) {
        fail("input " + i + " of seed " + SEED + ": " + input, e);
      }
    }
    assertThat(trees).as("inputs that are PromQL").isBetween(INPUTS / 4, INPUTS / 4 * 3);
  }

  /** A tree must print, on one line and on several, as something that gives the same tree. */
  private boolean parses(String input) {
    Expr expr;
    try {
      expr = parser.parse(input);
    } catch (ParseException e) {
      if (!String.valueOf(e.getMessage()).contains("parse error: ")) {
        fail("not in the form of a parse error: " + input, e);
      }
      return false;
    }
    String shape = TreeShape.of(expr);
    String line = expr.toString();
    String lines = Formatter.format(expr);
    requireSame(input, shape, line);
    if (!lines.equals(line)) {
      requireSame(input, shape, lines);
    }
    return true;
  }

  private void requireSame(String input, String shape, String printed) {
    String again = TreeShape.of(parser.parse(printed));
    if (!again.equals(shape)) {
      assertThat(again).as("%s, printed as %s", input, printed).isEqualTo(shape);
    }
  }
}
