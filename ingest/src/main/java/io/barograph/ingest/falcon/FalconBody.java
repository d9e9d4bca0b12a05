package io.barograph.ingest.falcon;

import io.barograph.ingest.InFlightBudget;
import io.barograph.storage.StorageUnavailableException;
import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The bytes of a request, each buffer counted by its reservation as it comes. */
final class FalconBody {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private FalconBody() {}

  static InFlightBudget.Reservation reserve(InFlightBudget budget) {
    InFlightBudget.Reservation reservation = budget.tryReserve(0);
    if (reservation == null) {
      throw budgetSpent();
    }
    return reservation;
  }

  /** Counts more memory, until the request is answered. */
  static void grow(InFlightBudget.Reservation reservation, long bytes) {
    if (!reservation.tryGrow(bytes)) {
      throw budgetSpent();
    }
  }

  private static StorageUnavailableException budgetSpent() {
    return new StorageUnavailableException(
        "the memory for samples in flight is taken; send again later", RETRY_AFTER);
  }

  /** Fails with a {@code DataBufferLimitException} or a timeout as the settings say. */
  static Mono<byte[]> read(
      ServerRequest request, InFlightBudget.Reservation reservation, FalconSettings settings) {
    Flux<DataBuffer> buffers =
        request
            .body(BodyExtractors.toDataBuffers())
            .handle(
                (buffer, sink) -> {
                  if (reservation.tryGrow(buffer.readableByteCount())) {
                    sink.next(buffer);
                  } else {
                    DataBufferUtils.release(buffer);
                    sink.error(budgetSpent());
                  }
                });
    return DataBufferUtils.join(buffers, settings.maxBodyBytes())
        .timeout(settings.bodyTimeout())
        .map(FalconBody::toArray)
        .defaultIfEmpty(new byte[0]);
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
}
