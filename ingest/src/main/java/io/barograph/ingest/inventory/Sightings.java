package io.barograph.ingest.inventory;

import io.barograph.ingest.oddity.Oddities;
import io.barograph.ingest.oddity.Oddity;
import io.barograph.ingest.records.RecordSender;
import io.barograph.storage.inventory.HostDetails;
import io.barograph.storage.inventory.HostSighting;
import io.barograph.storage.inventory.InventoryWriter;
import io.barograph.storage.inventory.ProcessSighting;
import io.barograph.storage.records.ProcessKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Gathers what all connections see and writes it once a second. A host is written at most every ten
 * seconds for data alone: that is what {@code last_seen} needs, and two thousand agents stay cheap.
 * What cannot be written is merged with what comes next.
 */
public final class Sightings {
  private static final Logger logger = LoggerFactory.getLogger(Sightings.class);

  private static final Duration PACE = Duration.ofSeconds(1);
  private static final Duration TOUCHED_AGAIN_AFTER = Duration.ofSeconds(10);

  /** Beyond these, a host that is not gathered yet is left to its next batch. */
  private static final int MOST_HOSTS = 100_000;

  private static final int PROCESSES_OF_A_HOST = 1_000;

  private final InventoryWriter writer;
  private final Oddities oddities;
  private final InstantSource clock;
  private final Map<String, Seen> hosts = new HashMap<>();

  /** Nothing is seen yet; what is odd about it goes to {@code oddities}. */
  public Sightings(InventoryWriter writer, Oddities oddities, InstantSource clock) {
    this.writer = writer;
    this.oddities = oddities;
    this.clock = clock;
  }

  private static final class Seen {
    private HostSighting host;
    private boolean due = true;
    private Instant written = Instant.MIN;
    private final Map<ProcessKey, ProcessSighting> processes = new HashMap<>();
    private final Map<ProcessKey, ReportedIdentity> identities = new HashMap<>();

    private Seen(HostSighting host) {
      this.host = host;
    }
  }

  /**
   * Data came from a host; cheap enough to call once a batch.
   *
   * @param process whose data it was, if that is known
   */
  public void touch(RecordSender sender, @Nullable ProcessKey process) {
    Instant now = clock.instant();
    synchronized (hosts) {
      Seen seen = seen(sender, null, now);
      if (seen == null) {
        return;
      }
      if (!now.isBefore(seen.written.plus(TOUCHED_AGAIN_AFTER))) {
        seen.due = true;
      }
      if (process != null && seen.processes.size() < PROCESSES_OF_A_HOST) {
        seen.processes.compute(
            process,
            (_, known) ->
                known != null && known.isReported()
                    ? known
                    : ProcessSighting.bySamples(process, sender.bucket(), now));
      }
    }
  }

  /** An agent reported its host and processes; those beyond the bound of a host are left out. */
  public void report(
      RecordSender sender, @Nullable HostDetails details, List<ProcessSighting> processes) {
    Instant now = clock.instant();
    synchronized (hosts) {
      Seen seen = seen(sender, details, now);
      if (seen == null) {
        return;
      }
      seen.due = true;
      for (ProcessSighting process : processes) {
        ProcessKey key = process.process();
        if (seen.processes.size() < PROCESSES_OF_A_HOST || seen.processes.containsKey(key)) {
          if (isOfTheElder(sender, seen, process)) {
            seen.processes.put(key, process);
          }
        } else {
          tellOfTooMany(sender);
        }
      }
    }
  }

  /** Of two programs of one name the one that came first is kept, or each would be a restart. */
  private boolean isOfTheElder(RecordSender sender, Seen seen, ProcessSighting process) {
    if (seen.identities.size() >= PROCESSES_OF_A_HOST) {
      seen.identities.clear();
    }
    ReportedIdentity identity =
        seen.identities.computeIfAbsent(process.process(), _ -> new ReportedIdentity());
    identity.take(process);
    if (identity.isTwice()) {
      oddities.tell(
          Oddity.IDENTITY_TWICE,
          sender.bucket(),
          process.process(),
          () ->
              "two agents report this process in turn: %s; give each host, job and instance of its own"
                  .formatted(identity.text()));
    }
    return identity.isElder();
  }

  private void tellOfTooMany(RecordSender sender) {
    oddities.tell(
        Oddity.TOO_MANY_PROCESSES,
        sender.bucket(),
        new ProcessKey(sender.host(), "", ""),
        () ->
            "more than %d processes are reported at once, the others are left out; give instances names that stay"
                .formatted(PROCESSES_OF_A_HOST));
  }

  private @Nullable Seen seen(RecordSender sender, @Nullable HostDetails details, Instant now) {
    Seen seen = hosts.get(sender.host());
    HostDetails known = seen == null || details != null ? details : seen.host.details();
    HostSighting sighting =
        new HostSighting(
            sender.host(), sender.bucket(), sender.labels(), sender.agentVersion(), known, now);
    if (seen != null) {
      seen.host = sighting;
      return seen;
    }
    if (hosts.size() >= MOST_HOSTS) {
      return null;
    }
    Seen first = new Seen(sighting);
    hosts.put(sender.host(), first);
    return first;
  }

  /** Writes once a second until it is disposed of. */
  public Disposable start(Scheduler scheduler) {
    return Flux.interval(PACE, scheduler)
        .onBackpressureDrop()
        .concatMap(tick -> write(), 1)
        .subscribe();
  }

  /** Writes what is due; never fails. */
  Mono<Void> write() {
    return Mono.defer(
        () -> {
          List<HostSighting> dueHosts = new ArrayList<>();
          List<ProcessSighting> dueProcesses = new ArrayList<>();
          take(dueHosts, dueProcesses);
          return dueHosts.isEmpty()
              ? Mono.empty()
              : writer
                  .save(dueHosts, dueProcesses)
                  .onErrorResume(
                      failure -> {
                        logger.debug("the inventory could not be written", failure);
                        putBack(dueProcesses);
                        return Mono.empty();
                      });
        });
  }

  private void take(List<HostSighting> dueHosts, List<ProcessSighting> dueProcesses) {
    Instant now = clock.instant();
    synchronized (hosts) {
      hosts.values().removeIf(seen -> !seen.due && isForgotten(seen, now));
      for (Seen seen : hosts.values()) {
        if (seen.due) {
          dueHosts.add(seen.host);
          dueProcesses.addAll(seen.processes.values());
          seen.processes.clear();
          seen.due = false;
          seen.written = now;
        }
      }
    }
  }

  private static boolean isForgotten(Seen seen, Instant now) {
    return seen.written.isBefore(now.minus(TOUCHED_AGAIN_AFTER.multipliedBy(6)));
  }

  /** All hosts are due again; of processes only those that have not come again meanwhile. */
  private void putBack(List<ProcessSighting> processes) {
    synchronized (hosts) {
      hosts.values().forEach(seen -> seen.due = true);
      for (ProcessSighting process : processes) {
        Seen seen = hosts.get(process.process().host());
        if (seen != null) {
          seen.processes.putIfAbsent(process.process(), process);
        }
      }
    }
  }
}
