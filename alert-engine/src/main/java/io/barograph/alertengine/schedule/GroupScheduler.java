package io.barograph.alertengine.schedule;

import static java.util.Objects.requireNonNull;

import io.barograph.alertengine.evaluate.GroupEvaluator;
import io.barograph.alertengine.rule.RuleFile;
import io.barograph.alertengine.rule.RuleGroup;
import io.barograph.storage.alerts.AlertStates;
import io.barograph.storage.alerts.GroupKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads what groups it can and has them evaluated. Every second it asks for all that nobody else
 * leads, so that another server's groups go on here within their next interval or two.
 */
public final class GroupScheduler implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(GroupScheduler.class);
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(3);

  private final ScheduleSettings settings;
  private final AlertStates states;
  private final Function<RuleGroup, GroupEvaluator> evaluators;
  private final InstantSource clock;
  private final ScheduleMeters meters;
  private final Orphans orphans;
  private final ScheduledThreadPoolExecutor workers;
  private final ScheduledExecutorService leading =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("barograph-rule-leads").daemon().factory());
  private final Map<GroupKey, Led> led = new ConcurrentHashMap<>();

  /** Null until the rules have been read once: before that no group is known not to be wanted. */
  private volatile @Nullable Map<GroupKey, Wanted> wanted;

  /** The database may take longer to start than we do; that is worth no warning. */
  private boolean unreachable = true;

  /** A group of the files. */
  private record Wanted(RuleGroup group, int position) {}

  private record Led(@Nullable Wanted definition, GroupTicks ticks) {}

  /** Leads nothing before {@link #start} and {@link #use}. */
  public GroupScheduler(
      ScheduleSettings settings,
      AlertStates states,
      Function<RuleGroup, GroupEvaluator> evaluators,
      InstantSource clock,
      MeterRegistry registry) {
    this.settings = settings;
    this.states = states;
    this.evaluators = evaluators;
    this.clock = clock;
    this.meters = new ScheduleMeters(registry, led::size);
    this.orphans = new Orphans(states, clock);
    this.workers =
        new ScheduledThreadPoolExecutor(
            settings.concurrency(),
            Thread.ofPlatform().name("barograph-rules-", 0).daemon().factory());
    workers.setRemoveOnCancelPolicy(true);
  }

  /** Begins to lead. */
  public void start() {
    var _ = leading.scheduleWithFixedDelay(this::turn, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** These are the rules from now on. What is not among them comes to its end. */
  public void use(List<RuleFile> files) {
    Map<GroupKey, Wanted> groups = new HashMap<>();
    for (RuleFile file : files) {
      for (int position = 0; position < file.groups().size(); position++) {
        RuleGroup group = file.groups().get(position);
        groups.put(group.key(), new Wanted(group, position));
      }
    }
    wanted = Map.copyOf(groups);
  }

  private void turn() {
    Map<GroupKey, Wanted> now = wanted;
    if (now == null) {
      return;
    }
    try {
      Set<GroupKey> ask = new HashSet<>(now.keySet());
      led.keySet().removeIf(key -> requireNonNull(led.get(key)).ticks.isStopped());
      ask.addAll(led.keySet());
      ask.addAll(orphans.among(ask));
      Set<GroupKey> leads = requireNonNull(states.lead(ask).block(PATIENCE));
      follow(leads, now);
      unreachable = false;
    } catch (RuntimeException e) {
      stopAll();
      if (!unreachable) {
        logger.warn("no rules are evaluated until the database answers: {}", e.getMessage());
      }
      unreachable = true;
    }
  }

  private void follow(Set<GroupKey> leads, Map<GroupKey, Wanted> now) {
    led.forEach(
        (key, group) -> {
          if (!leads.contains(key)) {
            group.ticks.stop();
            led.remove(key);
          }
        });
    for (GroupKey key : leads) {
      Led before = led.get(key);
      Wanted definition = now.get(key);
      if (before == null) {
        led.put(key, begin(key, definition));
      } else if (!Objects.equals(definition, before.definition)) {
        led.put(key, goOn(key, before, definition));
      }
    }
  }

  private Led begin(GroupKey key, @Nullable Wanted definition) {
    GroupTicks ticks = new GroupTicks(key, definition(key, definition), workers, clock, meters);
    if (definition == null) {
      ticks.retire();
    } else {
      ticks.start();
    }
    return new Led(definition, ticks);
  }

  private Led goOn(GroupKey key, Led before, @Nullable Wanted definition) {
    if (definition == null) {
      before.ticks.retire();
    } else {
      before.ticks.redefine(definition(key, definition));
    }
    return new Led(definition, before.ticks);
  }

  private GroupTicks.Definition definition(GroupKey key, @Nullable Wanted wantedGroup) {
    RuleGroup group =
        wantedGroup == null ? new RuleGroup(key, null, null, 0, List.of()) : wantedGroup.group;
    Duration interval = group.interval() == null ? settings.interval() : group.interval();
    return new GroupTicks.Definition(
        new LedGroup(
            group,
            wantedGroup == null ? 0 : wantedGroup.position,
            interval,
            settings.outageTolerance(),
            evaluators.apply(group),
            states,
            clock),
        new Slots(key, interval));
  }

  private void stopAll() {
    led.values().forEach(group -> group.ticks.stop());
    led.clear();
  }

  /** Evaluates no more. Waits a moment for what is under way. */
  @Override
  public void close() {
    leading.shutdownNow();
    stopAll();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
