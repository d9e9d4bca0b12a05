package io.barograph.agent.records;

import com.google.protobuf.MessageLite;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Tells the server what numbers cannot: single requests, exceptions, events. Nothing here blocks a
 * caller. Records wait within a bound until they are acknowledged, on whatever connection; when it
 * is full, the oldest is dropped and counted. Texts are cut to what a server keeps. Safe for use by
 * several threads.
 */
public final class Records {
  /** What an exception has for an origin where the program itself hands it over. */
  public static final String REPORTED = "reported";

  private final RecordBuffer buffer;
  private final RecordMessages messages;
  private final RecordBatches batches;
  private final InstantSource clock;
  private final int mostTransactions;
  private final AtomicInteger transactions = new AtomicInteger();
  private final LongAdder suppressed = new LongAdder();
  private volatile Runnable wake = () -> {};

  /**
   * Records of one process.
   *
   * @param mostRecords that may wait or be on their way, with 8 MiB in all
   * @param mostTransactions recorded between two reports; the rest is only counted
   */
  public Records(
      ProcessIdentity process,
      OwnCode ownCode,
      InstantSource clock,
      int mostRecords,
      int mostTransactions) {
    this.buffer = new RecordBuffer(mostRecords);
    this.messages = new RecordMessages(ownCode, new SecureRandom());
    this.batches = new RecordBatches(buffer, process, clock);
    this.clock = clock;
    this.mostTransactions = mostTransactions;
  }

  /** Called when a record comes to a buffer that had none; it must not block. */
  public void onRecord(Runnable action) {
    wake = action;
  }

  /** A request that was slow, or failed. */
  public void transaction(RequestDetails request) {
    if (transactions.incrementAndGet() > mostTransactions) {
      suppressed.increment();
      return;
    }
    add(messages.transaction(request));
  }

  /** An exception that the program has caught and hands over. */
  public void exception(Throwable error, Map<String, String> attributes) {
    exception(error, REPORTED, "", "", attributes);
  }

  /**
   * An exception.
   *
   * @param origin what caught it, such as {@code uncaught} or {@code request}
   * @param method of the request that it ended; may be empty
   * @param route of that request; may be empty
   */
  public void exception(
      Throwable error, String origin, String method, String route, Map<String, String> attributes) {
    add(messages.exception(clock.millis(), error, origin, method, route, attributes));
  }

  /**
   * Something that happened.
   *
   * @param kind {@code start}, {@code exit}, {@code deploy}, or a name of one's own: lower case
   *     with underscores
   */
  public void event(String kind, String message, Map<String, String> attributes) {
    add(messages.event(clock.millis(), kind, message, attributes));
  }

  private void add(MessageLite message) {
    boolean first = !buffer.anyWaiting();
    buffer.add(message);
    if (first) {
      // Who delivers takes all that waits by then.
      wake.run();
    }
  }

  /** What has become of the records so far. */
  public RecordCounts counts() {
    return buffer.counts(suppressed.sum());
  }

  /** A report goes out: as many transactions again. */
  public void reported() {
    transactions.set(0);
  }

  /** For the thread that delivers. */
  public RecordBatches batches() {
    return batches;
  }
}
