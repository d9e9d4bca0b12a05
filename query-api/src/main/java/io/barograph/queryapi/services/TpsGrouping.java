package io.barograph.queryapi.services;

import java.util.List;

/** What a rate of requests is counted of. */
public enum TpsGrouping {
  FLEET,
  BUCKET,
  HOST,
  PROCESS,
  ROUTE;

  List<String> labels() {
    return switch (this) {
      case FLEET -> List.of();
      case BUCKET -> List.of("bucket");
      case HOST -> List.of("bucket", "host");
      case PROCESS -> List.of("bucket", "host", "job", "instance");
      case ROUTE -> RouteKey.LABELS;
    };
  }
}
