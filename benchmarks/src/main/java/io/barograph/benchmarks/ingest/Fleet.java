package io.barograph.benchmarks.ingest;

import io.barograph.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Hosts that each send 101 metrics with 10 tags every 10 seconds, the shape of the devops case of
 * the Time Series Benchmark Suite, as remote write requests. Values walk at random from a seed, so
 * that every run and every peer is sent the same bytes.
 */
public final class Fleet {
  private static final String[] SUBSYSTEMS = {
    "cpu", "diskio", "disk", "kernel", "mem", "net", "nginx", "postgresql", "redis"
  };
  private static final int[] FIELDS = {10, 7, 7, 7, 9, 8, 7, 16, 30};
  private static final String[] REGIONS = {"eu-central-1", "eu-west-1", "us-east-1", "us-west-2"};
  private static final String[] TEAMS = {"SF", "NYC", "LON", "CHI"};

  /** Upper bounds of a request's duration in seconds. */
  private static final String[] BUCKETS = {
    "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf"
  };

  /** Metrics of one host. */
  public static final int METRICS = 101;

  private final List<Labels> labels;

  /** The labels of each series as protobuf fields. */
  private final List<byte[]> encoded;

  private final double[] values;

  /** What a counter gains at each tick; series without one walk. */
  private final double[] gains;

  private final int batch;
  private final SplittableRandom random = new SplittableRandom(9480);

  /**
   * A fleet at its first tick.
   *
   * @param batch samples of one request
   */
  public Fleet(int hosts, int batch) {
    this(hosts, 0, batch);
  }

  /**
   * The same, and each host serves so many routes over HTTP: a histogram of 12 buckets and a count
   * for each, {@code http_server_requests_seconds}.
   */
  public Fleet(int hosts, int routes, int batch) {
    this.batch = batch;
    labels = new ArrayList<>(hosts * METRICS);
    encoded = new ArrayList<>(hosts * METRICS);
    for (int host = 0; host < hosts; host++) {
      addHost(host);
    }
    int walking = labels.size();
    for (int host = 0; host < hosts; host++) {
      for (int route = 0; route < routes; route++) {
        addRoute(host, route);
      }
    }
    gains = new double[labels.size()];
    values = new double[labels.size()];
    for (int i = walking; i < gains.length; i++) {
      // Buckets are cumulative, so each gains as much as the one below it or more.
      int bucket = Math.min((i - walking) % (BUCKETS.length + 1), BUCKETS.length - 1);
      gains[i] = 3 * (bucket + 1) + (i - walking) / (BUCKETS.length + 1) % 7;
    }
    for (int i = 0; i < walking; i++) {
      values[i] = random.nextInt(0, 100);
    }
  }

  /** Series of all hosts. */
  public int series() {
    return labels.size();
  }

  /** The labels of one series. */
  Labels labels(int series) {
    return labels.get(series);
  }

  /** Moves one series on and answers its value. */
  double nextValue(int series) {
    if (gains[series] > 0) {
      values[series] += gains[series];
      return values[series];
    }
    values[series] = Math.clamp(values[series] + random.nextInt(-1, 2), 0, 100);
    return values[series];
  }

  private void addHost(int host) {
    String region = REGIONS[random.nextInt(REGIONS.length)];
    String[] tags = {
      "arch",
      random.nextBoolean() ? "x64" : "x86",
      "datacenter",
      region + (char) ('a' + random.nextInt(3)),
      "hostname",
      "host_" + host,
      "os",
      random.nextBoolean() ? "Ubuntu16.10" : "Ubuntu15.10",
      "rack",
      Integer.toString(random.nextInt(100)),
      "region",
      region,
      "service",
      Integer.toString(random.nextInt(20)),
      "service_environment",
      random.nextBoolean() ? "production" : "test",
      "service_version",
      Integer.toString(random.nextInt(2)),
      "team",
      TEAMS[random.nextInt(TEAMS.length)]
    };
    for (int subsystem = 0; subsystem < SUBSYSTEMS.length; subsystem++) {
      for (int field = 0; field < FIELDS[subsystem]; field++) {
        add(
            Labels.of(tags)
                .with(Labels.METRIC_NAME, SUBSYSTEMS[subsystem] + "_usage_field_" + field));
      }
    }
  }

  private void addRoute(int host, int route) {
    Labels common =
        Labels.of("hostname", "host_" + host, "method", "GET", "route", "/route/" + route);
    for (String bound : BUCKETS) {
      add(common.with(Labels.METRIC_NAME, "http_server_requests_seconds_bucket").with("le", bound));
    }
    add(common.with(Labels.METRIC_NAME, "http_server_requests_seconds_count"));
  }

  private void add(Labels series) {
    labels.add(series);
    encoded.add(RequestBody.encode(series));
  }

  /** The requests of the next tick, with all values moved on, as bodies ready to post. */
  public List<byte[]> requests(long timestamp) {
    List<byte[]> bodies = new ArrayList<>();
    RequestBody body = new RequestBody();
    for (int first = 0; first < labels.size(); first += batch) {
      fill(body, first, Math.min(first + batch, labels.size()), timestamp);
      bodies.add(body.compressAndClear());
    }
    return bodies;
  }

  /** One request as it is before compression. */
  public byte[] request(int first, int end, long timestamp) {
    RequestBody body = new RequestBody();
    fill(body, first, end, timestamp);
    return body.plain();
  }

  private void fill(RequestBody body, int first, int end, long timestamp) {
    for (int i = first; i < end; i++) {
      body.add(encoded.get(i), timestamp, nextValue(i));
    }
  }
}
