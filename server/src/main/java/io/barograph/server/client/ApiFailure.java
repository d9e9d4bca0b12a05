package io.barograph.server.client;

import static java.util.Objects.requireNonNull;

/** What the server answered instead of a result, or why it could not be asked. */
public final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String errorType;

  ApiFailure(String errorType, String message) {
    super(message);
    this.errorType = errorType;
  }

  /** As in the answer of the API; {@code unreachable} where there was none. */
  public String errorType() {
    return errorType;
  }

  public String message() {
    return requireNonNull(getMessage());
  }
}
