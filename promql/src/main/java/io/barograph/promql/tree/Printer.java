package io.barograph.promql.tree;

import static io.barograph.promql.lex.StringSyntax.quote;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MatchType;
import io.barograph.promql.value.DurationFormat;
import io.barograph.promql.value.FloatFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a tree back as a query on one line, in the form that Prometheus prints. */
final class Printer {
  /** As the base of a power, where a sign would be taken for one of the whole power. */
  static final String UNSIGNED_INFINITY = "Inf";

  private Printer() {}

  static String print(Expr expr) {
    return switch (expr) {
      case NumberLiteral number -> number(number);
      case StringLiteral string -> quote(string.value());
      case ParenExpr paren -> "(" + print(paren.expr()) + ")";
      case UnaryExpr unary -> (unary.negative() ? "-" : "+") + print(unary.expr());
      case VectorSelector selector -> selector(selector) + modifiers(selector);
      case MatrixSelector matrix ->
          selector(matrix.vector())
              + ("[" + DurationFormat.print(matrix.length()) + "]")
              + modifiers(matrix.vector());
      case SubqueryExpr subquery -> print(subquery.expr()) + subquerySuffix(subquery);
      case BinaryExpr binary -> left(binary) + " " + operator(binary) + " " + print(binary.right());
      case FunctionCall call ->
          call.function().name() + "(" + commaSeparated(call.arguments()) + ")";
      case AggregateExpr aggregate -> {
        Expr parameter = aggregate.parameter();
        yield aggregation(aggregate)
            + "("
            + (parameter == null ? "" : print(parameter) + ", ")
            + print(aggregate.expr())
            + ")";
      }
    };
  }

  private static String left(BinaryExpr binary) {
    return hasInfiniteBase(binary) ? UNSIGNED_INFINITY : print(binary.left());
  }

  /** A power whose base needs {@link #UNSIGNED_INFINITY}. */
  static boolean hasInfiniteBase(BinaryExpr binary) {
    return binary.operator() == BinaryOperator.POWER
        && binary.left() instanceof NumberLiteral base
        && base.value() == Double.POSITIVE_INFINITY;
  }

  private static String commaSeparated(List<Expr> expressions) {
    return expressions.stream().map(Printer::print).collect(Collectors.joining(", "));
  }

  private static String number(NumberLiteral number) {
    if (!number.duration()) {
      return FloatFormat.plain(number.value());
    }
    // Zero has a sign as well, by which a division can tell.
    String sign = Double.compare(number.value(), 0) < 0 ? "-" : "";
    return sign + DurationFormat.print(Math.round(Math.abs(number.value()) * 1000));
  }

  private static String selector(VectorSelector selector) {
    String braces =
        selector.matchers().stream()
            .filter(matcher -> !isName(matcher, selector.name()))
            .map(Printer::matcher)
            .sorted()
            .collect(Collectors.joining(","));
    return braces.isEmpty() ? selector.name() : selector.name() + "{" + braces + "}";
  }

  private static boolean isName(LabelMatcher matcher, String name) {
    return !name.isEmpty()
        && matcher.type() == MatchType.EQUAL
        && matcher.name().equals(Labels.METRIC_NAME)
        && matcher.value().equals(name);
  }

  private static String matcher(LabelMatcher matcher) {
    return labelName(matcher.name()) + matcher.type().operator() + quote(matcher.value());
  }

  /** Quoted where it would not be read as one name. */
  private static String labelName(String name) {
    return name.matches("[a-zA-Z_][a-zA-Z0-9_]*") ? name : quote(name);
  }

  private static String groupingName(String name) {
    return name.matches("[a-zA-Z_:][a-zA-Z0-9_:]*") ? name : quote(name);
  }

  private static String modifiers(VectorSelector selector) {
    return at(selector.at()) + offset(selector.offset());
  }

  /** What stands after the expression of a subquery. */
  static String subquerySuffix(SubqueryExpr subquery) {
    String step = subquery.step() == 0 ? "" : DurationFormat.print(subquery.step());
    return "["
        + DurationFormat.print(subquery.length())
        + ":"
        + step
        + "]"
        + at(subquery.at())
        + offset(subquery.offset());
  }

  private static String at(AtModifier at) {
    return switch (at.kind()) {
      case NONE -> "";
      case START -> " @ start()";
      case END -> " @ end()";
      case TIMESTAMP -> String.format(Locale.ROOT, " @ %.3f", at.timestamp() / 1000.0);
    };
  }

  private static String offset(long offset) {
    return offset == 0 ? "" : " offset " + DurationFormat.print(offset);
  }

  /** The operator with {@code bool} and matching, as it stands between the operands. */
  static String operator(BinaryExpr binary) {
    return binary.operator().text()
        + (binary.returnBool() ? " bool" : "")
        + matching(binary.matching());
  }

  private static String matching(@Nullable VectorMatching matching) {
    if (matching == null) {
      return "";
    }
    boolean manyToOne = matching.cardinality() == MatchCardinality.MANY_TO_ONE;
    boolean oneToMany = matching.cardinality() == MatchCardinality.ONE_TO_MANY;
    if (matching.labels().isEmpty() && !matching.on() && !manyToOne && !oneToMany) {
      return "";
    }
    String text = (matching.on() ? " on " : " ignoring ") + names(matching.labels());
    if (manyToOne || oneToMany) {
      text += (manyToOne ? " group_left " : " group_right ") + names(matching.include());
    }
    return text;
  }

  /** The name of an aggregation with its grouping, as it stands before the parenthesis. */
  static String aggregation(AggregateExpr aggregate) {
    String name = aggregate.operator().text();
    if (aggregate.without()) {
      return name + " without " + names(aggregate.grouping()) + " ";
    }
    return aggregate.grouping().isEmpty()
        ? name
        : name + " by " + names(aggregate.grouping()) + " ";
  }

  private static String names(List<String> names) {
    return names.stream().map(Printer::groupingName).collect(Collectors.joining(", ", "(", ")"));
  }
}
