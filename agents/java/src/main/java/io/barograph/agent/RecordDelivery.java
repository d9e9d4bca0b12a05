package io.barograph.agent;

import io.barograph.agent.records.RecordBatches;
import io.barograph.agent.records.Records;
import io.barograph.protocol.v1.RecordAck;
import io.barograph.protocol.v1.RecordRefusal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings records to the server over whatever session stands. Used by the agent's thread alone. */
final class RecordDelivery {
  private static final Logger logger = LoggerFactory.getLogger(BarographAgent.class);

  /** Of the texts in logs; beyond it nothing new is told. */
  private static final int TEXTS_REMEMBERED = 100;

  private final @Nullable Records records;
  private final Set<String> told = new HashSet<>();
  private boolean channelEnded;

  RecordDelivery(@Nullable Records records) {
    this.records = records;
  }

  /** Whether the agent speaks for a process, and so may have records. */
  boolean isOn() {
    return records != null;
  }

  /** A session begins. */
  void opened() {
    if (records != null) {
      channelEnded = false;
      records.batches().opened();
    }
  }

  /** The next batch says how host and process are. */
  void report() {
    if (records != null) {
      records.reported();
      records.batches().reportIsDue();
    }
  }

  /** Sends what waits, as far as the server asks for it. */
  void drain(Session session) {
    if (records == null) {
      return;
    }
    RecordBatches batches = records.batches();
    while (batches.anyDue() && session.records().canSend()) {
      session.records().send(batches.next());
    }
  }

  void acknowledged(RecordAck ack) {
    if (records == null) {
      return;
    }
    records.batches().acknowledged(ack);
    for (RecordRefusal refusal : ack.getRefusedList()) {
      tell("server refused records as " + refusal.getReason() + ": " + refusal.getMessage());
    }
  }

  /** Records wait for the next session. */
  void channelEnded(@Nullable Throwable cause) {
    channelEnded = true;
    if (cause != null) {
      tell("server takes no records: " + cause.getMessage());
    }
  }

  /** Once for each text: who is refused is refused again and again. */
  private void tell(String text) {
    if (told.size() < TEXTS_REMEMBERED && told.add(text)) {
      logger.warn("{}", text);
    }
  }

  void close() {
    if (records != null) {
      records.batches().close();
    }
  }

  /** Whether there is nothing more to wait for. */
  boolean isDone() {
    return records == null || channelEnded || records.batches().isEmpty();
  }

  void stop() {
    if (records != null) {
      records.batches().stop();
    }
  }
}
