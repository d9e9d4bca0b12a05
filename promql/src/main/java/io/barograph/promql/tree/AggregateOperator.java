package io.barograph.promql.tree;

import io.barograph.promql.value.ValueType;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The aggregations over series. */
public enum AggregateOperator {
  SUM,
  AVG,
  COUNT,
  MIN,
  MAX,
  GROUP,
  STDDEV,
  STDVAR,
  TOPK(ValueType.SCALAR),
  BOTTOMK(ValueType.SCALAR),
  COUNT_VALUES(ValueType.STRING),
  QUANTILE(ValueType.SCALAR),
  LIMITK(ValueType.SCALAR),
  LIMIT_RATIO(ValueType.SCALAR);

  private static final Map<String, AggregateOperator> BY_TEXT =
      Stream.of(values()).collect(Collectors.toMap(AggregateOperator::text, Function.identity()));

  private final @Nullable ValueType parameterType;

  AggregateOperator() {
    this.parameterType = null;
  }

  AggregateOperator(ValueType parameterType) {
    this.parameterType = parameterType;
  }

  /** The aggregation with this name in any case; there must be one. */
  public static AggregateOperator named(String name) {
    AggregateOperator operator = BY_TEXT.get(name.toLowerCase(Locale.ROOT));
    if (operator == null) {
      throw new IllegalArgumentException("no aggregation has the name \"" + name + "\"");
    }
    return operator;
  }

  /** As written in a query. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of the parameter before the vector, or null if there is none. */
  public @Nullable ValueType parameterType() {
    return parameterType;
  }

  public boolean hasParameter() {
    return parameterType != null;
  }

  public boolean isExperimental() {
    return this == LIMITK || this == LIMIT_RATIO;
  }
}
