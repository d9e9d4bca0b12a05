package io.barograph.server.settings;

import io.barograph.model.Labels;
import io.barograph.protocol.ProtocolLimits;
import io.barograph.timescale.block.BlockCompression;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    RemoteWrite remoteWrite,
    Tls tls,
    Tokens tokens,
    Database database,
    Data data,
    Embedded embedded,
    Limits limits,
    Compaction compaction,
    Query query,
    Alert alert,
    Records records,
    Inventory inventory,
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

  /** The HTTP door. Origins are those of web pages that may ask. */
  public record Http(int port, Set<String> corsOrigins) {
    public Http {
      Checks.port(port, "barograph.http.port");
      for (String origin : corsOrigins) {
        Checks.that(
            origin.equals("*") || origin.matches("https?://[^/]+"),
            "barograph.http.cors-origins",
            "has \"" + origin + "\"",
            "* or origins such as https://grafana.example:3000, without a path");
      }
      corsOrigins = Set.copyOf(corsOrigins);
    }
  }

  /** The RSocket door. The port is that of TCP, the rest holds for WebSocket too. */
  public record RSocket(
      int port,
      int connections,
      Duration setupTimeout,
      Duration writeTimeout,
      int batchesInFlight,
      int seriesPerConnection,
      DataSize definitions) {
    public RSocket {
      Checks.port(port, "barograph.rsocket.port");
      Checks.positive(connections, "barograph.rsocket.connections");
      Checks.positive(setupTimeout, "barograph.rsocket.setup-timeout");
      Checks.positive(writeTimeout, "barograph.rsocket.write-timeout");
      Checks.positive(batchesInFlight, "barograph.rsocket.batches-in-flight");
      Checks.that(
          seriesPerConnection > 0 && seriesPerConnection <= ProtocolLimits.CHANNEL_SERIES,
          "barograph.rsocket.series-per-connection",
          "is " + seriesPerConnection,
          "1 to " + ProtocolLimits.CHANNEL_SERIES);
      Checks.positive(definitions, "barograph.rsocket.definitions");
    }
  }

  /** The remote write door: bounds of one request, and memory for the series of all. */
  public record RemoteWrite(
      DataSize bodySize,
      DataSize decompressedSize,
      int samples,
      Duration bodyTimeout,
      DataSize seriesCache) {
    public RemoteWrite {
      Checks.fitsInAnArray(bodySize, "barograph.remote-write.body-size");
      Checks.fitsInAnArray(decompressedSize, "barograph.remote-write.decompressed-size");
      Checks.positive(samples, "barograph.remote-write.samples");
      Checks.positive(bodyTimeout, "barograph.remote-write.body-timeout");
      Checks.positive(seriesCache, "barograph.remote-write.series-cache");
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
      Checks.positive(labelsPerSeries, "barograph.limits.labels-per-series");
      Checks.positive(labelNameLength, "barograph.limits.label-name-length");
      Checks.positive(labelValueLength, "barograph.limits.label-value-length");
      Checks.positive(seriesPerMetric, "barograph.limits.series-per-metric");
      Checks.positive(series, "barograph.limits.series");
      Checks.notNegative(future, "barograph.limits.future");
      Checks.positive(inFlight, "barograph.limits.in-flight");
    }
  }

  /** Merging of what was written into large blocks. */
  public record Compaction(Duration interval, BlockCompression compression) {
    public Compaction {
      Checks.positive(interval, "barograph.compaction.interval");
    }
  }

  /** Bounds of queries. */
  public record Query(
      int concurrency,
      Duration timeout,
      long maxSamples,
      int maxPoints,
      Duration lookbackDelta,
      boolean experimentalFunctions) {
    public Query {
      Checks.positive(concurrency, "barograph.query.concurrency");
      Checks.that(maxSamples > 0, "barograph.query.max-samples", "is " + maxSamples, "at least 1");
      Checks.that(maxPoints > 0, "barograph.query.max-points", "is " + maxPoints, "at least 1");
      Checks.positive(timeout, "barograph.query.timeout");
      Checks.positive(lookbackDelta, "barograph.query.lookback-delta");
    }
  }

  /** Rules and their alerts. */
  public record Alert(
      List<String> rules,
      String notifications,
      Duration interval,
      Duration queryOffset,
      Duration noDataGrace,
      Duration outageTolerance,
      Duration historyRetention,
      int concurrency,
      long maxSamples,
      List<String> externalLabels,
      String externalUrl) {
    public Alert {
      Checks.positive(interval, "barograph.alert.interval");
      Checks.notNegative(queryOffset, "barograph.alert.query-offset");
      Checks.notNegative(noDataGrace, "barograph.alert.no-data-grace");
      Checks.positive(outageTolerance, "barograph.alert.outage-tolerance");
      Checks.positive(historyRetention, "barograph.alert.history-retention");
      Checks.positive(concurrency, "barograph.alert.concurrency");
      Checks.that(
          externalUrl.isEmpty() || externalUrl.matches("https?://\\S+"),
          "barograph.alert.external-url",
          "is \"" + externalUrl + "\"",
          "an address such as https://barograph.example");
      Checks.that(maxSamples > 0, "barograph.alert.max-samples", "is " + maxSamples, "at least 1");
      rules = List.copyOf(rules);
      for (String label : externalLabels) {
        Checks.that(
            label.indexOf('=') > 0,
            "barograph.alert.external-labels",
            "has \"" + label + "\"",
            "pairs such as region=eu,team=web");
      }
      externalLabels = List.copyOf(externalLabels);
    }

    /** The external labels, taken apart. */
    public Labels externalLabelSet() {
      Map<String, String> labels = new TreeMap<>();
      for (String label : externalLabels) {
        int equals = label.indexOf('=');
        labels.put(label.substring(0, equals).strip(), label.substring(equals + 1).strip());
      }
      return Labels.of(labels);
    }

    /** The external URL, empty if it is not given. */
    public URI externalAddress() {
      return URI.create(externalUrl);
    }
  }

  /** Transactions, exceptions and events. */
  public record Records(Duration retention) {
    public Records {
      Checks.positive(retention, "barograph.records.retention");
    }
  }

  /** Hosts and processes. */
  public record Inventory(Duration remembered) {
    public Inventory {
      Checks.positive(remembered, "barograph.inventory.remembered");
    }
  }

  /** Barograph's metrics about itself. */
  public record Self(Duration interval) {
    public Self {
      Checks.notNegative(interval, "barograph.self.interval");
    }
  }
}
