package io.barograph.promql.parse;

import static io.barograph.promql.parse.TokenStream.rangeOf;

import io.barograph.promql.lex.StringSyntax;
import io.barograph.promql.lex.Token;
import io.barograph.promql.lex.TokenType;
import io.barograph.promql.tree.BinaryExpr;
import io.barograph.promql.tree.BinaryOperator;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.MatchCardinality;
import io.barograph.promql.tree.NumberLiteral;
import io.barograph.promql.tree.ParenExpr;
import io.barograph.promql.tree.SourceRange;
import io.barograph.promql.tree.StringLiteral;
import io.barograph.promql.tree.UnaryExpr;
import io.barograph.promql.tree.VectorMatching;
import io.barograph.promql.value.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expressions by operator precedence: each call reads operators that bind at least so tightly. */
final class ExpressionParser {
  /**
   * How deep expressions may nest, a chain of operators counting as nesting: deep enough for any
   * query written by people or dashboards, and far from the end of a thread's stack, here and in
   * whatever walks the tree later.
   */
  private static final int DEEPEST = 500;

  private final TokenStream tokens;
  private final LiteralParser literals;
  private final SelectorParser selectors;
  private final ModifierParser modifiers;
  private final CallParser calls;
  private final GroupingParser groupings;
  private int depth;

  ExpressionParser(TokenStream tokens, ParserOptions options) {
    this.tokens = tokens;
    this.literals = new LiteralParser(tokens);
    this.selectors = new SelectorParser(tokens);
    this.modifiers = new ModifierParser(tokens, literals);
    this.calls = new CallParser(tokens, this, options);
    this.groupings = new GroupingParser(tokens);
  }

  Expr expression() {
    return expression(0);
  }

  private Expr expression(int precedence) {
    int depthBefore = depth;
    descend();
    Expr left = prefix();
    while (true) {
      BinaryOperator operator = operator(tokens.peek());
      if (operator == null || operator.precedence() < precedence) {
        depth = depthBefore;
        return left;
      }
      descend();
      tokens.take();
      boolean returnBool = tokens.takeIf(TokenType.BOOL);
      VectorMatching matching = matching();
      Expr right =
          expression(
              operator.isRightAssociative() ? operator.precedence() : operator.precedence() + 1);
      left =
          new BinaryExpr(
              operator, left, right, returnBool, matching(operator, matching, left, right));
    }
  }

  private void descend() {
    if (++depth > DEEPEST) {
      throw tokens.error(
          rangeOf(tokens.peek()),
          "expression is nested deeper than " + DEEPEST + " levels; split it with recording rules");
    }
  }

  private Expr prefix() {
    if (!tokens.nextIs(TokenType.ADD) && !tokens.nextIs(TokenType.SUBTRACT)) {
      return modifiers.modifiers(primary());
    }
    Token sign = tokens.take();
    boolean negative = sign.is(TokenType.SUBTRACT);
    Expr operand = expression(BinaryOperator.SIGN_PRECEDENCE + 1);
    SourceRange range = rangeOf(sign).to(operand.range());
    if (operand instanceof NumberLiteral number) {
      double value = negative ? -number.value() : number.value();
      return new NumberLiteral(value, number.duration(), range);
    }
    return new UnaryExpr(negative, operand, range);
  }

  /** Whether an expression can begin with this token. */
  boolean canStart(Token token) {
    return switch (token.type()) {
      case NUMBER, DURATION, STRING, LEFT_PAREN, LEFT_BRACE, ADD, SUBTRACT -> true;
      default -> SelectorParser.isMetricName(token);
    };
  }

  private Expr primary() {
    Token token = tokens.peek();
    return switch (token.type()) {
      case NUMBER, DURATION -> literals.number();
      case STRING -> new StringLiteral(StringSyntax.unquote(tokens.take().text()), rangeOf(token));
      case LEFT_PAREN -> {
        tokens.take();
        Expr inner = expression();
        Token close = tokens.expect(TokenType.RIGHT_PAREN);
        yield new ParenExpr(inner, rangeOf(token).to(rangeOf(close)));
      }
      case AGGREGATOR -> {
        tokens.take();
        yield aggregationFollows() ? calls.aggregation(token) : selectors.named(token);
      }
      case IDENTIFIER -> {
        tokens.take();
        yield tokens.nextIs(TokenType.LEFT_PAREN) ? calls.function(token) : selectors.named(token);
      }
      default -> selectors.selector();
    };
  }

  /** A name such as {@code sum} is a metric unless parentheses or a grouping follow. */
  private boolean aggregationFollows() {
    return tokens.nextIs(TokenType.LEFT_PAREN)
        || tokens.nextIs(TokenType.BY)
        || tokens.nextIs(TokenType.WITHOUT);
  }

  private VectorMatching matching() {
    boolean on = tokens.nextIs(TokenType.ON);
    if (!on && !tokens.nextIs(TokenType.IGNORING)) {
      return VectorMatching.ONE_TO_ONE;
    }
    tokens.take();
    List<String> labels = groupings.labels();
    MatchCardinality cardinality =
        switch (tokens.peek().type()) {
          case GROUP_LEFT -> MatchCardinality.MANY_TO_ONE;
          case GROUP_RIGHT -> MatchCardinality.ONE_TO_MANY;
          default -> MatchCardinality.ONE_TO_ONE;
        };
    List<String> include = List.of();
    if (cardinality != MatchCardinality.ONE_TO_ONE) {
      tokens.take();
      boolean listed = tokens.nextIs(TokenType.LEFT_PAREN) || !canStart(tokens.peek());
      include = listed ? groupings.labels() : List.of();
    }
    return new VectorMatching(cardinality, labels, on, include);
  }

  /**
   * Matching has a meaning between vectors only; where labels are listed, type checks refuse it.
   */
  private static @Nullable VectorMatching matching(
      BinaryOperator operator, VectorMatching written, Expr left, Expr right) {
    boolean vectors = left.type() == ValueType.VECTOR && right.type() == ValueType.VECTOR;
    if (!vectors) {
      return written.labels().isEmpty() ? null : written;
    }
    boolean plain = written.cardinality() == MatchCardinality.ONE_TO_ONE;
    return operator.isSetOperator() && plain
        ? written.withCardinality(MatchCardinality.MANY_TO_MANY)
        : written;
  }

  private static @Nullable BinaryOperator operator(Token token) {
    return switch (token.type()) {
      case ADD -> BinaryOperator.ADD;
      case SUBTRACT -> BinaryOperator.SUBTRACT;
      case MULTIPLY -> BinaryOperator.MULTIPLY;
      case DIVIDE -> BinaryOperator.DIVIDE;
      case MODULO -> BinaryOperator.MODULO;
      case POWER -> BinaryOperator.POWER;
      case ATAN2 -> BinaryOperator.ATAN2;
      case EQUALS -> BinaryOperator.EQUAL;
      case NOT_EQUAL -> BinaryOperator.NOT_EQUAL;
      case LESS -> BinaryOperator.LESS;
      case LESS_OR_EQUAL -> BinaryOperator.LESS_OR_EQUAL;
      case GREATER -> BinaryOperator.GREATER;
      case GREATER_OR_EQUAL -> BinaryOperator.GREATER_OR_EQUAL;
      case AND -> BinaryOperator.AND;
      case OR -> BinaryOperator.OR;
      case UNLESS -> BinaryOperator.UNLESS;
      default -> null;
    };
  }
}
