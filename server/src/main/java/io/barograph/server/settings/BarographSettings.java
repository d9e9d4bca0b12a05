package io.barograph.server.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/** All settings, as {@code application.yml} describes them. Empty text means not given. */
@ConfigurationProperties("barograph")
public record BarographSettings(
    Set<Role> roles,
    Duration retention,
    boolean insecure,
    Bind bind,
    Http http,
    RSocket rsocket,
    Tls tls,
    Tokens tokens,
    Database database,
    Data data,
    Embedded embedded,
    Limits limits,
    Compaction compaction,
    Query query,
    Self self) {
  private static final Duration SHORTEST_RETENTION = Duration.ofHours(1);

  public BarographSettings {
    Checks.that(!roles.isEmpty(), "barograph.roles", "is empty", "ingest, query, alert");
    Checks.that(
        retention.compareTo(SHORTEST_RETENTION) >= 0,
        "barograph.retention",
        "is " + retention,
        "1h or more");
    roles = Set.copyOf(roles);
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }

  /** The address of both doors. */
  public record Bind(String address) {}

  /** The HTTP door. */
  public record Http(int port) {
    public Http {
      Checks.port(port, "barograph.http.port");
    }
  }

  /** The RSocket TCP door. */
  public record RSocket(int port) {
    public RSocket {
      Checks.port(port, "barograph.rsocket.port");
    }
  }

  /** The name of the SSL bundle of both doors, or empty. */
  public record Tls(String bundle) {
    public boolean enabled() {
      return !bundle.isEmpty();
    }
  }

  /** Who may come in. Never printed. */
  public record Tokens(String agent, String agentFile, String http, String httpFile) {
    /** Whether the HTTP door asks for one. */
    public boolean guardHttp() {
      return !http.isEmpty() || !httpFile.isEmpty();
    }

    @Override
    public String toString() {
      return "Tokens[...]";
    }
  }

  /** The database of the operator's own, or an empty URL for the embedded one. */
  public record Database(String url, String user, String password, String passwordFile) {
    public boolean embedded() {
      return url.isEmpty();
    }

    @Override
    public String toString() {
      return "Database[...]";
    }
  }

  /** Where the embedded database keeps its files. */
  public record Data(Path dir) {}

  /** The embedded database. */
  public record Embedded(int port) {
    public Embedded {
      Checks.port(port, "barograph.embedded.port");
    }
  }

  /** What ingest takes; lengths are bytes of UTF-8. */
  public record Limits(
      int labelsPerSeries,
      int labelNameLength,
      int labelValueLength,
      int seriesPerMetric,
      int series,
      Duration future,
      DataSize inFlight) {
    public Limits {
      positive(labelsPerSeries, "labels-per-series");
      positive(labelNameLength, "label-name-length");
      positive(labelValueLength, "label-value-length");
      positive(seriesPerMetric, "series-per-metric");
      positive(series, "series");
      Checks.that(!future.isNegative(), "barograph.limits.future", "is negative", "0s or more");
      Checks.that(
          inFlight.toBytes() > 0, "barograph.limits.in-flight", "is " + inFlight, "at least 1B");
    }

    private static void positive(int value, String name) {
      Checks.that(value > 0, "barograph.limits." + name, "is " + value, "at least 1");
    }
  }

  /** Merging of what was written into large blocks. */
  public record Compaction(Duration interval) {
    public Compaction {
      Checks.positive(interval, "barograph.compaction.interval");
    }
  }

  /** Bounds of queries. */
  public record Query(
      int concurrency, Duration timeout, long maxSamples, int maxPoints, Duration lookbackDelta) {
    public Query {
      Checks.that(
          concurrency > 0, "barograph.query.concurrency", "is " + concurrency, "at least 1");
      Checks.that(maxSamples > 0, "barograph.query.max-samples", "is " + maxSamples, "at least 1");
      Checks.that(maxPoints > 0, "barograph.query.max-points", "is " + maxPoints, "at least 1");
      Checks.positive(timeout, "barograph.query.timeout");
      Checks.positive(lookbackDelta, "barograph.query.lookback-delta");
    }
  }

  /** Barograph's metrics about itself. */
  public record Self(Duration interval) {
    public Self {
      Checks.that(!interval.isNegative(), "barograph.self.interval", "is negative", "0s or more");
    }
  }
}
