package io.barograph.benchmarks.agents;

import com.google.protobuf.ByteString;
import io.barograph.protocol.ProtocolVersion;
import io.barograph.protocol.v1.AgentSetup;
import io.barograph.protocol.v1.HostReport;
import io.barograph.protocol.v1.Label;
import io.barograph.protocol.v1.ProcessKey;
import io.barograph.protocol.v1.ProcessReport;
import io.barograph.protocol.v1.ProcessStatus;
import io.barograph.protocol.v1.RecordBatch;
import io.barograph.protocol.v1.SampleColumns;
import io.barograph.protocol.v1.SeriesDefinition;
import io.barograph.protocol.v1.Transaction;
import java.util.SplittableRandom;

/**
 * A process on a host of its own, one of the fifty of its service: 64 gauges that walk, and ten
 * routes whose requests are counted in histograms, each route twice as slow as the one before. What
 * it says are the messages of the Node agent.
 */
final class SimulatedProcess {
  static final int GAUGES = 64;
  static final int ROUTES = 10;

  /** Upper bounds in seconds, as the Node agent has them. */
  private static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private static final double FASTEST_MEDIAN = 0.004;
  private static final int PROCESSES_OF_A_SERVICE = 50;
  private static final int SERVICES_OF_A_BUCKET = 5;
  private static final int MOST_REQUESTS_OF_A_TICK = 200;

  /** Of a route: a count for each bound and for all, requests, seconds. */
  private static final int SERIES_OF_A_ROUTE = BOUNDS.length + 3;

  /** What one process sends at each tick. */
  static final int SERIES = GAUGES + ROUTES * SERIES_OF_A_ROUTE;

  private final String host;
  private final String job;
  private final String bucket;
  private final long pid;
  private final long startMillis;
  private final SplittableRandom random;
  private final double[] gauges = new double[GAUGES];
  private final long[] requests = new long[ROUTES];
  private long batch;
  private long recordBatch;

  SimulatedProcess(int number, long startMillis) {
    int service = number / PROCESSES_OF_A_SERVICE;
    this.host = "host-%04d".formatted(number);
    this.job = "service-%02d".formatted(service);
    this.bucket = "team-" + service / SERVICES_OF_A_BUCKET;
    this.pid = 1_000L + number;
    this.startMillis = startMillis;
    this.random = new SplittableRandom(number);
  }

  AgentSetup setup() {
    return AgentSetup.newBuilder()
        .setProtocolVersion(ProtocolVersion.CURRENT)
        .setAgentId(host)
        .setHost(host)
        .setAgentVersion("0.1.0")
        .putLabels("bucket", bucket)
        .build();
  }

  /** The samples of a tick; the first ones come with their definitions. */
  SampleColumns samples(long timeMillis) {
    SampleColumns.Builder columns =
        SampleColumns.newBuilder().setBatch(batch++).setBaseTimestampMs(timeMillis);
    if (batch == 1) {
      define(columns);
    }
    for (int i = 0; i < GAUGES; i++) {
      gauges[i] += random.nextInt(-10, 11) / 10.0;
      columns.addValues(gauges[i]);
    }
    for (int route = 0; route < ROUTES; route++) {
      requests[route] += random.nextInt(MOST_REQUESTS_OF_A_TICK);
      addHistogram(columns, requests[route], FASTEST_MEDIAN * (1 << route));
    }
    return columns.build();
  }

  private static void addHistogram(SampleColumns.Builder columns, long requests, double median) {
    double seconds = 0;
    long below = 0;
    for (double bound : BOUNDS) {
      long count = Math.round(requests / (1 + Math.pow(median / bound, 2)));
      seconds += (count - below) * bound;
      below = count;
      columns.addValues((double) count);
    }
    columns.addValues((double) requests).addValues((double) requests).addValues(seconds);
  }

  private void define(SampleColumns.Builder columns) {
    int ref = 0;
    for (int i = 0; i < GAUGES; i++) {
      columns.addDefine(definition(ref++, "simulated_gauge_%02d".formatted(i)));
    }
    for (int route = 0; route < ROUTES; route++) {
      String[] labels = {
        "method", "GET", "route", "/part-%d/:id".formatted(route), "status", "200"
      };
      for (double bound : BOUNDS) {
        columns.addDefine(bucket(ref++, labels, Double.toString(bound)));
      }
      columns.addDefine(bucket(ref++, labels, "+Inf"));
      columns.addDefine(definition(ref++, "http_server_requests_seconds_count", labels));
      columns.addDefine(definition(ref++, "http_server_requests_seconds_sum", labels));
    }
    for (int i = 0; i < ref; i++) {
      columns.addRefs(i);
    }
  }

  private SeriesDefinition bucket(int ref, String[] labels, String bound) {
    return definition(ref, "http_server_requests_seconds_bucket", labels).toBuilder()
        .addLabels(label("le", bound))
        .build();
  }

  private SeriesDefinition definition(int ref, String metric, String... labels) {
    SeriesDefinition.Builder definition =
        SeriesDefinition.newBuilder()
            .setRef(ref)
            .addLabels(label("__name__", metric))
            .addLabels(label("bucket", bucket))
            .addLabels(label("host", host))
            .addLabels(label("instance", host + ":0"))
            .addLabels(label("job", job));
    for (int i = 0; i < labels.length; i += 2) {
      definition.addLabels(label(labels[i], labels[i + 1]));
    }
    return definition.build();
  }

  private static Label label(String name, String value) {
    return Label.newBuilder().setName(name).setValue(value).build();
  }

  /** How host and process are; one report in fifty comes with a request that was slow. */
  RecordBatch report(long timeMillis) {
    ProcessKey process = ProcessKey.newBuilder().setJob(job).setInstance(host + ":0").build();
    RecordBatch.Builder report =
        RecordBatch.newBuilder()
            .setBatch(recordBatch++)
            .setProcess(process)
            .setHost(
                HostReport.newBuilder()
                    .setOperatingSystem("linux")
                    .setArchitecture("x64")
                    .setProcessors(4)
                    .setMemoryBytes(8L << 30)
                    .setBootTimeMs(startMillis))
            .addProcesses(
                ProcessReport.newBuilder()
                    .setProcess(process)
                    .setStatus(ProcessStatus.PROCESS_STATUS_ONLINE)
                    .setPid((int) pid)
                    .setStartTimeMs(startMillis)
                    .setRuntime("node")
                    .setRuntimeVersion("20.19.0"));
    if (random.nextInt(50) == 0) {
      report.addTransactions(
          Transaction.newBuilder()
              .setId(id())
              .setTimeMs(timeMillis)
              .setDurationSeconds(2.5)
              .setMethod("GET")
              .setRoute("/part-9/:id")
              .setStatus(200));
    }
    return report.build();
  }

  private ByteString id() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return ByteString.copyFrom(id);
  }
}
