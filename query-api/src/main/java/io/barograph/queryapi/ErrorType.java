package io.barograph.queryapi;

/** Prometheus's kinds of failure, with the HTTP status each answers. */
enum ErrorType {
  BAD_DATA("bad_data", 400),
  EXECUTION("execution", 422),
  NOT_FOUND("not_found", 404),
  CANCELED("canceled", 499),
  TIMEOUT("timeout", 503),
  UNAVAILABLE("unavailable", 503),
  INTERNAL("internal", 500);

  private final String text;
  private final int status;

  ErrorType(String text, int status) {
    this.text = text;
    this.status = status;
  }

  /** As it stands in the field {@code errorType}. */
  String text() {
    return text;
  }

  int status() {
    return status;
  }
}
