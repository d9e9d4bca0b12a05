package io.barograph.queryapi;

import static java.util.Objects.requireNonNull;

/** A request that cannot be answered; becomes the error envelope. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorType type;

  ApiException(ErrorType type, String message) {
    super(message);
    this.type = type;
  }

  static ApiException badData(String message) {
    return new ApiException(ErrorType.BAD_DATA, message);
  }

  static ApiException notFound(String message) {
    return new ApiException(ErrorType.NOT_FOUND, message);
  }

  /** A parameter that cannot be used, in Prometheus's wording. */
  static ApiException badParameter(String name, String message) {
    return badData("invalid parameter \"%s\": %s".formatted(name, message));
  }

  ErrorType type() {
    return type;
  }

  String message() {
    return requireNonNull(getMessage());
  }
}
