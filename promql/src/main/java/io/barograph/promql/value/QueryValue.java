package io.barograph.promql.value;

/** The value of a query. */
public sealed interface QueryValue permits InstantVector, Matrix, Scalar, StringValue {
  ValueType type();
}
