package io.barograph.agent.records;

import com.google.protobuf.MessageLite;
import io.barograph.protocol.v1.Event;
import io.barograph.protocol.v1.ExceptionRecord;
import io.barograph.protocol.v1.HostReport;
import io.barograph.protocol.v1.ProcessKey;
import io.barograph.protocol.v1.ProcessReport;
import io.barograph.protocol.v1.ProcessStatus;
import io.barograph.protocol.v1.RecordAck;
import io.barograph.protocol.v1.RecordBatch;
import io.barograph.protocol.v1.Transaction;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;

/**
 * The messages of the records channel, for the thread that delivers them: what waits, and now and
 * then how host and process are.
 */
public final class RecordBatches {
  private final RecordBuffer buffer;
  private final InstantSource clock;
  private final ProcessKey process;
  private final HostReport hostReport;
  private final ProcessReport processReport;
  private long lastBatch;
  private boolean reportIsDue;

  RecordBatches(RecordBuffer buffer, ProcessIdentity identity, InstantSource clock) {
    this.buffer = buffer;
    this.clock = clock;
    this.process =
        ProcessKey.newBuilder().setJob(identity.job()).setInstance(identity.instance()).build();
    this.hostReport = HostReports.ofThisHost();
    this.processReport =
        ProcessReport.newBuilder()
            .setProcess(process)
            .setStatus(ProcessStatus.PROCESS_STATUS_ONLINE)
            .setPid((int) ProcessHandle.current().pid())
            .setStartTimeMs(ManagementFactory.getRuntimeMXBean().getStartTime())
            .setRuntime("java")
            .setRuntimeVersion(System.getProperty("java.version", ""))
            .setVersion(identity.version())
            .setRevision(identity.revision())
            .putAllLabels(identity.labels().toMap())
            .build();
  }

  /** A channel begins: what was on its way goes again, and it is to hear how things are. */
  public void opened() {
    buffer.putBack();
    reportIsDue = true;
  }

  /** The next message says how host and process are, even without records. */
  public void reportIsDue() {
    reportIsDue = true;
  }

  /** Whether there is anything to say. */
  public boolean anyDue() {
    return reportIsDue || buffer.anyWaiting();
  }

  /** The next message, encoded. */
  public byte[] next() {
    RecordBatch.Builder batch =
        RecordBatch.newBuilder()
            .setBatch(++lastBatch)
            .setProcess(process)
            .setSentTimeMs(clock.millis());
    if (reportIsDue) {
      reportIsDue = false;
      batch.setHost(hostReport).addProcesses(processReport);
    }
    for (MessageLite message : buffer.take(lastBatch)) {
      switch (message) {
        case Transaction transaction -> batch.addTransactions(transaction);
        case ExceptionRecord exception -> batch.addExceptions(exception);
        case Event event -> batch.addEvents(event);
        default -> throw new IllegalStateException("no record: " + message.getClass());
      }
    }
    return batch.build().toByteArray();
  }

  /** The server has committed a batch, less what it refused. */
  public void acknowledged(RecordAck ack) {
    buffer.acknowledged(ack);
  }

  /** Whether every record is acknowledged. */
  public boolean isEmpty() {
    return buffer.isEmpty();
  }

  /** Takes no more records. */
  public void close() {
    buffer.close();
  }

  /** Nothing more is sent: what is left is dropped and counted. */
  public void stop() {
    buffer.dropAll();
  }
}
