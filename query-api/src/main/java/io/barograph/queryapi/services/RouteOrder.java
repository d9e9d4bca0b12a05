package io.barograph.queryapi.services;

/** What makes a route worse than another. */
public enum RouteOrder {
  P95,
  P99,
  TOTAL_TIME,
  ERROR_SHARE;

  /** Higher is worse; what is not known is below everything. */
  double badness(Traffic traffic) {
    return switch (this) {
      case P95 -> traffic.quantile(0.95).map(Quantile::seconds).orElse(-1.0);
      case P99 -> traffic.quantile(0.99).map(Quantile::seconds).orElse(-1.0);
      case TOTAL_TIME -> traffic.secondsPerSecond().orElse(-1);
      case ERROR_SHARE -> traffic.errorShare().orElse(-1);
    };
  }
}
