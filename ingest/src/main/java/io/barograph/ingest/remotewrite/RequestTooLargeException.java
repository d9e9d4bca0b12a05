package io.barograph.ingest.remotewrite;

/** A request beyond a limit of the door; answered with 413. */
final class RequestTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * With what is too large, its limit included.
   *
   * @param excess such as {@code more than 1000000 samples}
   */
  RequestTooLargeException(String excess) {
    super(
        "the request has "
            + excess
            + "; send smaller batches (in Prometheus: max_samples_per_send) or raise the limit");
  }
}
