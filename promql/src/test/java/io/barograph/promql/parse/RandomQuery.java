package io.barograph.promql.parse;

import io.barograph.promql.tree.AggregateOperator;
import io.barograph.promql.tree.BinaryOperator;
import io.barograph.promql.tree.FunctionSignature;
import io.barograph.promql.tree.FunctionSignatures;
import io.barograph.promql.value.ValueType;
import java.util.List;
import java.util.Random;

/** Writes queries by the grammar. Types fit nearly always, so that most of them are PromQL. */
final class RandomQuery {
  private static final ValueType[] TYPES = ValueType.values();
  private static final AggregateOperator[] AGGREGATIONS = AggregateOperator.values();
  private static final BinaryOperator[] OPERATORS = BinaryOperator.values();
  private static final List<FunctionSignature> FUNCTIONS = List.copyOf(FunctionSignatures.all());
  private static final String[] NAMES = {
    "x", "foo:bar", "http_requests_total", "sum", "offset", "by", "start", "é", "_"
  };
  private static final String[] LABELS = {"a", "job", "le", "on", "\"b.c\"", "'é'", "__name__"};
  private static final String[] MATCHES = {"=", "!=", "=~", "!~"};
  private static final String[] STRINGS = {
    "\"a\"",
    "'b|c'",
    "`d\\`",
    "\"\"",
    "\"\\xc3\\xa9\\n\"",
    "\"$1\"",
    "'\"'",
    "\".+\"",
    "\"\\u00ff\""
  };
  private static final String[] NUMBERS = {
    "0", "1", "2.5", ".5", "1e-9", "0x1F", "1_000", "NaN", "Inf", "1e308", "5m", "1h30m", "0755"
  };
  private static final String[] DURATIONS = {"5m", "1h30m", "300", "1y1w", "1ms", "0x10", "90d"};
  private static final String[] MODIFIERS = {
    " offset 5m", " offset -1w", " @ 1609746000", " @ start()", " @end()", " @ -1.5 offset 3",
  };

  private final Random random;
  private final StringBuilder query = new StringBuilder();

  RandomQuery(Random random) {
    this.random = random;
  }

  /** The next query. */
  String next() {
    query.setLength(0);
    expression(TYPES[random.nextInt(TYPES.length)], 1 + random.nextInt(4));
    return query.toString();
  }

  private void expression(ValueType wanted, int depth) {
    ValueType type = random.nextInt(60) == 0 ? TYPES[random.nextInt(TYPES.length)] : wanted;
    switch (type) {
      case SCALAR -> scalar(depth);
      case STRING -> query.append(any(STRINGS));
      case VECTOR -> vector(depth);
      case MATRIX -> matrix(depth);
    }
  }

  private void scalar(int depth) {
    if (depth <= 0) {
      query.append(any(NUMBERS));
      return;
    }
    switch (random.nextInt(4)) {
      case 0 -> binary(ValueType.SCALAR, depth);
      case 1 -> call(ValueType.SCALAR, depth);
      case 2 -> signed(ValueType.SCALAR, depth);
      default -> query.append(any(NUMBERS));
    }
  }

  private void vector(int depth) {
    if (depth <= 0) {
      selector();
      modifiers();
      return;
    }
    switch (random.nextInt(5)) {
      case 0 -> binary(ValueType.VECTOR, depth);
      case 1, 2 -> call(ValueType.VECTOR, depth);
      case 3 -> aggregation(depth);
      default -> signed(ValueType.VECTOR, depth);
    }
  }

  private void matrix(int depth) {
    if (depth <= 0 || random.nextBoolean()) {
      selector();
      query.append('[').append(any(DURATIONS)).append(']');
    } else {
      signed(ValueType.VECTOR, depth);
      query.append('[').append(any(DURATIONS)).append(':');
      query.append(random.nextBoolean() ? any(DURATIONS) : "").append(']');
    }
    modifiers();
  }

  private void selector() {
    boolean named = random.nextInt(5) > 0;
    query.append(named ? any(NAMES) : "");
    if (!named || random.nextInt(3) == 0) {
      query.append('{').append(random.nextInt(4) == 0 ? "'n.n', " : "");
      for (int i = random.nextInt(3); i >= 0; i--) {
        query.append(any(LABELS)).append(any(MATCHES)).append(any(STRINGS)).append(',');
      }
      query.append('}');
    }
  }

  private void modifiers() {
    if (random.nextInt(4) == 0) {
      query.append(any(MODIFIERS));
    }
  }

  private void signed(ValueType type, int depth) {
    query.append(random.nextInt(3) == 0 ? "-" : "");
    boolean parentheses = random.nextInt(3) == 0;
    query.append(parentheses ? "( " : "");
    expression(type, depth - 1);
    query.append(parentheses ? ")" : "");
  }

  private void binary(ValueType type, int depth) {
    BinaryOperator operator = OPERATORS[random.nextInt(OPERATORS.length)];
    boolean scalarLeft = type == ValueType.SCALAR || random.nextInt(5) == 0;
    boolean scalarRight = type == ValueType.SCALAR || random.nextInt(5) == 0;
    expression(scalarLeft ? ValueType.SCALAR : ValueType.VECTOR, depth - 1);
    query.append(' ').append(operator.text());
    boolean mustBeBool = scalarLeft && scalarRight || random.nextInt(4) == 0;
    query.append(operator.isComparison() && mustBeBool ? " bool " : " ");
    if (!scalarLeft && !scalarRight && random.nextInt(3) == 0) {
      query.append(random.nextBoolean() ? "on" : "ignoring");
      labels();
      if (!operator.isSetOperator() && random.nextInt(3) == 0) {
        query.append(random.nextBoolean() ? " group_left" : " group_right");
        labels();
      }
    }
    expression(scalarRight ? ValueType.SCALAR : ValueType.VECTOR, depth - 1);
  }

  private void labels() {
    query.append('(');
    for (int i = random.nextInt(3); i > 0; i--) {
      query.append(any(LABELS)).append(i > 1 ? ", " : "");
    }
    query.append(") ");
  }

  private void call(ValueType type, int depth) {
    FunctionSignature function = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
    while (function.returnType() != type) {
      function = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
    }
    query.append(function.name()).append('(');
    int count = function.argumentTypes().size();
    if (function.optional() != 0 && random.nextBoolean()) {
      count += function.optional() > 0 ? -function.optional() : random.nextInt(3);
    }
    for (int i = 0; i < count; i++) {
      query.append(i > 0 ? "," : "");
      expression(function.argumentType(i), depth - 1);
    }
    query.append(')');
  }

  private void aggregation(int depth) {
    AggregateOperator operator = AGGREGATIONS[random.nextInt(AGGREGATIONS.length)];
    query.append(operator.text());
    int grouping = random.nextInt(4);
    if (grouping == 1) {
      grouping();
    }
    query.append('(');
    ValueType parameter = operator.parameterType();
    if (parameter != null) {
      expression(parameter, depth - 1);
      query.append(", ");
    }
    expression(ValueType.VECTOR, depth - 1);
    query.append(')');
    if (grouping == 2) {
      grouping();
    }
  }

  private void grouping() {
    query.append(random.nextBoolean() ? " by " : " without ");
    labels();
  }

  private String any(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
