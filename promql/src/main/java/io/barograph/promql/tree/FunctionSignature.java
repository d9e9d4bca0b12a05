package io.barograph.promql.tree;

import io.barograph.promql.value.ValueType;
import java.util.List;

/**
 * What a function takes and gives.
 *
 * @param optional how many of the last arguments may be left out, or {@link #ANY_NUMBER} if the
 *     last may be left out or repeated
 * @param experimental whether it must be switched on
 */
public record FunctionSignature(
    String name,
    List<ValueType> argumentTypes,
    int optional,
    ValueType returnType,
    boolean experimental) {
  public static final int ANY_NUMBER = -1;

  public FunctionSignature {
    argumentTypes = List.copyOf(argumentTypes);
  }

  /** The type of the argument at {@code index}; a repeated one has the type of the last. */
  public ValueType argumentType(int index) {
    return argumentTypes.get(Math.min(index, argumentTypes.size() - 1));
  }
}
