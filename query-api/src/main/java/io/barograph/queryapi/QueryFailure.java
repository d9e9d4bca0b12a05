package io.barograph.queryapi;

import io.barograph.promql.tree.ParseException;
import io.barograph.promql.value.QueryException;

/** What the engine could not do, as the API says it. */
final class QueryFailure {
  private QueryFailure() {}

  /** The failure itself where the engine is not what failed. */
  static Throwable toApiException(Throwable failure) {
    return switch (failure) {
      case ParseException e -> ApiException.badParameter("query", String.valueOf(e.getMessage()));
      case QueryException e -> new ApiException(type(e.kind()), String.valueOf(e.getMessage()));
      default -> failure;
    };
  }

  private static ErrorType type(QueryException.Kind kind) {
    return switch (kind) {
      case EXECUTION -> ErrorType.EXECUTION;
      case TIMEOUT -> ErrorType.TIMEOUT;
      case CANCELED -> ErrorType.CANCELED;
    };
  }
}
