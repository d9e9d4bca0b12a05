package io.barograph.ingest.remotewrite;

import io.barograph.ingest.InFlightBudget;
import io.barograph.storage.StorageUnavailableException;
import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A compressed body in memory. Everything it takes is counted by the reservation of its request.
 */
final class RequestBody {
  /** An id, a timestamp and a value, once as decoded and once as handed to storage. */
  private static final int BYTES_PER_SAMPLE = 2 * 3 * Long.BYTES;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final InFlightBudget.Reservation reservation;
  private final byte[] compressed;
  private final int declaredLength;

  private RequestBody(
      InFlightBudget.Reservation reservation, byte[] compressed, RemoteWriteSettings settings) {
    this.reservation = reservation;
    this.compressed = compressed;
    this.declaredLength = SnappyBody.declaredLength(compressed, settings.maxDecompressedBytes());
    reserve(declaredLength);
  }

  /** An empty reservation, for one request. */
  static InFlightBudget.Reservation reserve(InFlightBudget budget) {
    InFlightBudget.Reservation reservation = budget.tryReserve(0);
    if (reservation == null) {
      throw budgetSpent();
    }
    return reservation;
  }

  /**
   * Reads the body as it comes, each buffer against the budget, so that a sender which announces
   * much and sends little takes little.
   */
  static Mono<RequestBody> read(
      ServerRequest request, InFlightBudget.Reservation reservation, RemoteWriteSettings settings) {
    long announced = request.headers().contentLength().orElse(0);
    if (announced > settings.maxCompressedBytes()) {
      return Mono.error(
          new RequestTooLargeException(
              "%d bytes, limit is %d".formatted(announced, settings.maxCompressedBytes())));
    }
    Flux<DataBuffer> buffers =
        request
            .body(BodyExtractors.toDataBuffers())
            .onErrorMap(RequestBody::unreadable)
            .handle(
                (buffer, sink) -> {
                  if (reservation.tryGrow(buffer.readableByteCount())) {
                    sink.next(buffer);
                  } else {
                    DataBufferUtils.release(buffer);
                    sink.error(budgetSpent());
                  }
                });
    return DataBufferUtils.join(buffers, settings.maxCompressedBytes())
        .onErrorMap(
            DataBufferLimitException.class,
            tooLarge ->
                new RequestTooLargeException(
                    "more than %d bytes".formatted(settings.maxCompressedBytes())))
        .timeout(settings.bodyTimeout())
        .map(RequestBody::toArray)
        .defaultIfEmpty(new byte[0])
        .map(bytes -> new RequestBody(reservation, bytes, settings));
  }

  /** Most often a sender that went away in the middle, which is no failure of ours. */
  private static MalformedRequestException unreadable(Throwable failure) {
    return new MalformedRequestException("the body cannot be read: " + failure.getMessage());
  }

  private static byte[] toArray(DataBuffer buffer) {
    try {
      byte[] bytes = new byte[buffer.readableByteCount()];
      buffer.read(bytes);
      return bytes;
    } finally {
      DataBufferUtils.release(buffer);
    }
  }

  /**
   * Counts more memory for this request, until it is answered.
   *
   * @throws StorageUnavailableException if it is not there now
   */
  void reserve(long bytes) {
    if (!reservation.tryGrow(bytes)) {
      throw budgetSpent();
    }
  }

  private static StorageUnavailableException budgetSpent() {
    return new StorageUnavailableException(
        "the memory for samples in flight is taken; send again later", RETRY_AFTER);
  }

  /**
   * The samples of the request, scanned.
   *
   * @throws MalformedRequestException if it cannot be read
   * @throws StorageUnavailableException if there is no memory for its samples now
   */
  DecodedRequest decode(int maxSamples, KnownSeries.Walk known) {
    byte[] bytes = SnappyBody.decompress(compressed, declaredLength);
    DecodedRequest decoded = RequestDecoder.decode(bytes, declaredLength, maxSamples, known);
    reserve((long) decoded.samples() * BYTES_PER_SAMPLE);
    return decoded;
  }
}
