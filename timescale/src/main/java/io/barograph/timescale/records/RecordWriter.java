package io.barograph.timescale.records;

import io.barograph.storage.StorageUnavailableException;
import io.barograph.storage.records.RecordAppender;
import io.barograph.storage.records.RecordEntry;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.connection.DatabaseErrors;
import io.barograph.timescale.connection.ReusedConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;

/**
 * Gathers the batches of all connections while the transaction before is under way, and writes them
 * in the next: two thousand agents with an event each cost one transaction.
 */
public final class RecordWriter implements RecordAppender {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Records of one transaction, a batch that is larger by itself aside. */
  private static final int MOST_TOGETHER = 2_000;

  /** Records that may wait; memory is bounded by those who wait with them. */
  private static final int MOST_WAITING = 100_000;

  private final ReusedConnection connection;
  private final ExceptionMetrics metrics;
  private final Queue<Request> waiting = new ArrayDeque<>();

  /** Ends the transaction under way when the store is closed. */
  private final Sinks.Empty<Void> closing = Sinks.empty();

  private int waitingRecords;
  private boolean busy;
  private boolean closed;

  private record Request(List<RecordEntry> records, MonoSink<Void> sink) {}

  /** Opens nothing yet. */
  public RecordWriter(Connections connections, MeterRegistry registry, InstantSource clock) {
    this.connection = new ReusedConnection(connections, TIMEOUT);
    this.metrics = new ExceptionMetrics(registry, clock);
  }

  @Override
  public Mono<Void> append(List<RecordEntry> records) {
    return records.isEmpty()
        ? Mono.empty()
        : Mono.create(
            sink -> {
              if (enqueue(new Request(records, sink))) {
                writeNext();
              } else {
                sink.error(full());
              }
            });
  }

  private static StorageUnavailableException full() {
    return new StorageUnavailableException(
        "%d records wait to be written, or the store is being closed; send them later"
            .formatted(MOST_WAITING),
        DatabaseErrors.RETRY_AFTER);
  }

  private synchronized boolean enqueue(Request request) {
    if (closed || waitingRecords >= MOST_WAITING) {
      return false;
    }
    waitingRecords += request.records().size();
    waiting.add(request);
    return true;
  }

  private synchronized List<Request> next() {
    List<Request> requests = new ArrayList<>();
    if (busy) {
      return requests;
    }
    int records = 0;
    while (!waiting.isEmpty()
        && (requests.isEmpty() || records + waiting.peek().records().size() <= MOST_TOGETHER)) {
      Request request = waiting.remove();
      records += request.records().size();
      requests.add(request);
    }
    waitingRecords -= records;
    busy = !requests.isEmpty();
    return requests;
  }

  private void writeNext() {
    List<Request> requests = next();
    if (!requests.isEmpty()) {
      var _ =
          written(requests)
              .takeUntilOther(closing.asMono())
              .doFinally(signal -> goOn())
              .subscribe();
    }
  }

  private void goOn() {
    synchronized (this) {
      busy = false;
    }
    writeNext();
  }

  /** Never fails: each request hears how it went. */
  private Mono<Void> written(List<Request> requests) {
    List<RecordEntry> together =
        requests.stream().flatMap(request -> request.records().stream()).toList();
    return write(together)
        .doOnSuccess(nothing -> requests.forEach(request -> request.sink().success()))
        .onErrorResume(error -> failed(requests, error))
        .doOnCancel(() -> requests.forEach(request -> request.sink().error(full())));
  }

  /** What the database will not take must not take others along: then each goes alone. */
  private Mono<Void> failed(List<Request> requests, Throwable error) {
    if (requests.size() == 1 || error instanceof StorageUnavailableException) {
      requests.forEach(request -> request.sink().error(error));
      return Mono.empty();
    }
    return Flux.fromIterable(requests).concatMap(request -> written(List.of(request))).then();
  }

  private Mono<Void> write(List<RecordEntry> records) {
    return connection
        .inTransaction(session -> RecordRows.write(session, records))
        .doOnNext(added -> added.forEach(metrics::count))
        .then();
  }

  /** Refuses what waits and what comes, and closes the connection. */
  public Mono<Void> close() {
    return Mono.defer(
        () -> {
          List<Request> left;
          synchronized (this) {
            closed = true;
            left = List.copyOf(waiting);
            waiting.clear();
          }
          left.forEach(request -> request.sink().error(full()));
          closing.tryEmitEmpty();
          return connection.close();
        });
  }
}
