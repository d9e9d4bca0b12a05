package io.barograph.ingest.rsocket;

import io.rsocket.Payload;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** One channel of batches in and acknowledgements out. */
interface AgentChannel {
  /**
   * Serves the channel until either side ends it.
   *
   * @param batches encoded; nothing of them has to be released
   * @param stop when it completes no more batches are taken, those in flight are still answered
   */
  Flux<Payload> serve(Publisher<byte[]> batches, Publisher<?> stop);
}
