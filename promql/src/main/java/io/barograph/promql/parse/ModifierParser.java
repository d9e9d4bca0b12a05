package io.barograph.promql.parse;

import static io.barograph.promql.parse.TokenStream.rangeOf;

import io.barograph.promql.lex.Token;
import io.barograph.promql.lex.TokenType;
import io.barograph.promql.tree.AtModifier;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.MatrixSelector;
import io.barograph.promql.tree.ParseException;
import io.barograph.promql.tree.SourceRange;
import io.barograph.promql.tree.SubqueryExpr;
import io.barograph.promql.tree.VectorSelector;

/** What may follow an expression and binds tighter than any operator: ranges, offset and @. */
final class ModifierParser {
  private final TokenStream tokens;
  private final LiteralParser literals;

  ModifierParser(TokenStream tokens, LiteralParser literals) {
    this.tokens = tokens;
    this.literals = literals;
  }

  Expr modifiers(Expr expr) {
    Expr modified = expr;
    while (true) {
      switch (tokens.peek().type()) {
        case LEFT_BRACKET -> modified = range(modified);
        case OFFSET -> modified = offset(modified);
        case AT -> modified = at(modified);
        default -> {
          return modified;
        }
      }
    }
  }

  private Expr range(Expr expr) {
    Token open = tokens.take();
    long length = literals.positiveDuration("subquery selector", "number or duration");
    if (tokens.takeIf(TokenType.COLON)) {
      return subquery(expr, length);
    }
    if (!tokens.nextIs(TokenType.RIGHT_BRACKET)) {
      throw tokens.unexpected("subquery or range", "\":\" or \"]\"");
    }
    SourceRange brackets = rangeOf(open).to(rangeOf(tokens.take()));
    if (!(expr instanceof VectorSelector vector)) {
      throw tokens.error(brackets, "ranges only allowed for vector selectors");
    }
    if (vector.offset() != 0) {
      throw tokens.error(brackets, "no offset modifiers allowed before range");
    }
    if (vector.at().isSet()) {
      throw tokens.error(brackets, "no @ modifiers allowed before range");
    }
    return new MatrixSelector(vector, length, vector.range().to(brackets));
  }

  private Expr subquery(Expr expr, long length) {
    long step = 0;
    if (!tokens.nextIs(TokenType.RIGHT_BRACKET)) {
      step = literals.positiveDuration("subquery selector", "number or duration or \"]\"");
      if (!tokens.nextIs(TokenType.RIGHT_BRACKET)) {
        throw tokens.unexpected("subquery selector", "\"]\"");
      }
    }
    SourceRange range = new SourceRange(expr.range().start(), tokens.take().end());
    return new SubqueryExpr(expr, length, step, 0, AtModifier.NONE, range);
  }

  private Expr offset(Expr expr) {
    tokens.take();
    long offset = literals.offset();
    int end = tokens.lastEnd();
    return switch (expr) {
      case VectorSelector vector -> {
        requireUnset(vector.offset(), expr);
        yield vector.withOffset(offset, end);
      }
      case MatrixSelector matrix -> {
        requireUnset(matrix.vector().offset(), expr);
        yield matrix.withVector(
            matrix.vector().withOffset(offset, matrix.vector().range().end()), end);
      }
      case SubqueryExpr subquery -> {
        requireUnset(subquery.offset(), expr);
        yield subquery.withOffset(offset, end);
      }
      default -> throw misplaced(expr, "offset");
    };
  }

  private void requireUnset(long offset, Expr expr) {
    if (offset != 0) {
      throw tokens.error(expr.range(), "offset may not be set multiple times");
    }
  }

  private Expr at(Expr expr) {
    tokens.take();
    AtModifier at = atModifier(expr);
    int end = tokens.lastEnd();
    return switch (expr) {
      case VectorSelector vector -> {
        requireUnset(vector.at(), expr);
        yield vector.withAt(at, end);
      }
      case MatrixSelector matrix -> {
        requireUnset(matrix.vector().at(), expr);
        yield matrix.withVector(matrix.vector().withAt(at, matrix.vector().range().end()), end);
      }
      case SubqueryExpr subquery -> {
        requireUnset(subquery.at(), expr);
        yield subquery.withAt(at, end);
      }
      default -> throw misplaced(expr, "@");
    };
  }

  private AtModifier atModifier(Expr expr) {
    if (!tokens.nextIs(TokenType.START) && !tokens.nextIs(TokenType.END)) {
      return AtModifier.timestamp(literals.timestamp(expr.range()));
    }
    AtModifier at = tokens.take().is(TokenType.START) ? AtModifier.START : AtModifier.END;
    if (!tokens.takeIf(TokenType.LEFT_PAREN) || !tokens.takeIf(TokenType.RIGHT_PAREN)) {
      throw tokens.unexpected("@", "timestamp");
    }
    return at;
  }

  private void requireUnset(AtModifier at, Expr expr) {
    if (at.isSet()) {
      throw tokens.error(expr.range(), "@ <timestamp> may not be set multiple times");
    }
  }

  private ParseException misplaced(Expr expr, String modifier) {
    return tokens.error(
        expr.range(),
        modifier
            + " modifier must be preceded by an instant vector selector or range vector selector"
            + " or a subquery");
  }
}
