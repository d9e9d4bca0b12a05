package io.barograph.spring;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the agent is told.
 *
 * @param server {@code tcp://host:port}, {@code tls://host:port} or a WebSocket's address
 * @param token where the server asks for one
 * @param job name of the service; by default {@code spring.application.name}
 * @param instance tells processes of a service apart; by default host and port
 * @param host name of the host; by default what the system says
 * @param labels more labels for all series, such as {@code bucket}
 * @param interval between two reports
 * @param slow a request that takes longer is recorded by itself
 * @param maxTransactions requests recorded between two reports; the rest is only counted
 * @param maxRecords records kept while the server is away; then the oldest goes, and is counted
 * @param maxSamples samples kept while the server is away; then the oldest goes, and is counted
 * @param revision the commit that runs; by default what {@code git.properties} says
 */
@ConfigurationProperties("barograph.agent")
record BarographProperties(
    String server,
    @DefaultValue("") String token,
    @Nullable String job,
    @Nullable String instance,
    @Nullable String host,
    @DefaultValue Map<String, String> labels,
    @DefaultValue("10s") Duration interval,
    @DefaultValue("500ms") Duration slow,
    @DefaultValue("100") int maxTransactions,
    @DefaultValue("1000") int maxRecords,
    @DefaultValue("200000") int maxSamples,
    @Nullable String revision) {
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

  BarographProperties {
    labels = Map.copyOf(labels);
    if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
      throw new IllegalArgumentException(
          "barograph.agent.interval is \"%s\", must be at least 100ms".formatted(interval));
    }
    if (slow.isNegative()) {
      throw new IllegalArgumentException(
          "barograph.agent.slow is \"%s\", must not be negative".formatted(slow));
    }
  }
}
