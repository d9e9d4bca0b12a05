package io.barograph.timescale.records;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts by bucket and job what this server committed, for alert rules. A counter that appears with
 * a value above zero has no increase in PromQL, and the first exception of a service is the one
 * that matters most: so each stands at zero for a while before it tells.
 */
final class ExceptionMetrics {
  /** Of a bucket and a job each; what comes beyond is counted as job "other". */
  static final int MOST_SERVICES = 1_000;

  /** Long enough to be stored once at zero, if own metrics are stored at least this often. */
  static final Duration AT_ZERO = Duration.ofMinutes(1);

  private static final Service OTHER = new Service("", "other");
  private static final String GROUPS =
      "Groups of exceptions that were new, or came again after they had been resolved";

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Map<Service, Counters> services = new HashMap<>();

  private record Service(String bucket, String job) {}

  private record Counters(LongAdder occurrences, LongAdder newGroups, LongAdder reopenedGroups) {}

  ExceptionMetrics(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  synchronized void count(AddedExceptions added) {
    Counters counters = counters(new Service(added.bucket(), added.job()));
    counters.occurrences().add(added.occurrences());
    counters.newGroups().add(added.newGroups());
    counters.reopenedGroups().add(added.reopenedGroups());
  }

  private Counters counters(Service service) {
    Service counted =
        services.containsKey(service) || services.size() < MOST_SERVICES ? service : OTHER;
    return services.computeIfAbsent(counted, this::register);
  }

  private Counters register(Service service) {
    Tags tags = Tags.of("bucket", service.bucket(), "job", service.job());
    return new Counters(
        counter("barograph.exceptions", "Exceptions committed, each once", tags),
        counter("barograph.exception.groups", GROUPS, tags.and("state", "new")),
        counter("barograph.exception.groups", GROUPS, tags.and("state", "reopened")));
  }

  private LongAdder counter(String name, String description, Tags tags) {
    Instant tells = clock.instant().plus(AT_ZERO);
    LongAdder counted = new LongAdder();
    FunctionCounter.builder(
            name, counted, count -> clock.instant().isBefore(tells) ? 0 : count.doubleValue())
        .description(description)
        .tags(tags)
        .register(registry);
    return counted;
  }
}
