package io.barograph.ingest.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.ingest.oddity.Oddities;
import io.barograph.ingest.records.RecordSender;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.storage.inventory.HostDetails;
import io.barograph.storage.inventory.HostSighting;
import io.barograph.storage.inventory.ProcessSighting;
import io.barograph.storage.inventory.ProcessStatus;
import io.barograph.storage.records.Event;
import io.barograph.storage.records.InMemoryRecords;
import io.barograph.storage.records.ProcessKey;
import io.barograph.storage.records.RecordFilter;
import io.barograph.storage.records.RecordQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class SightingsTest {
  private final List<HostSighting> hosts = new ArrayList<>();
  private final List<ProcessSighting> processes = new ArrayList<>();
  private boolean away;
  private Instant now = Instant.ofEpochSecond(1_790_000_000);
  private final InMemoryRecords records = new InMemoryRecords();
  private final Oddities oddities = new Oddities(records, () -> now);
  private final Sightings sightings = new Sightings(this::save, oddities, () -> now);

  private Mono<Void> save(List<HostSighting> seenHosts, List<ProcessSighting> seenProcesses) {
    if (away) {
      return Mono.error(new StorageUnavailableException("away for a test", Duration.ZERO));
    }
    hosts.addAll(seenHosts);
    processes.addAll(seenProcesses);
    return Mono.empty();
  }

  private static RecordSender sender(String host) {
    return new RecordSender(host, "team-a", Map.of("a", "b"), "1.0");
  }

  private ProcessSighting process(String instance, long restarts) {
    return process(instance, 1, restarts);
  }

  private ProcessSighting process(String instance, long pid, long restarts) {
    return new ProcessSighting(
        new ProcessKey("h1", "web", instance),
        "",
        ProcessStatus.ONLINE,
        pid,
        null,
        restarts,
        "",
        "",
        "",
        "",
        Map.of(),
        now);
  }

  @Test
  void aHostThatSendsEverySecondIsWrittenEveryTenSeconds() {
    for (int second = 0; second < 30; second++) {
      sightings.touch(sender("h1"), null);
      sightings.write().block();
      now = now.plusSeconds(1);
    }
    assertThat(hosts).hasSize(3);
    assertThat(hosts.getFirst().bucket()).isEqualTo("team-a");
  }

  @Test
  void whatIsReportedIsWrittenAtOnceAndOnce() {
    sightings.report(sender("h1"), HostDetails.UNKNOWN, List.of(process("w:0", 1)));
    sightings.report(sender("h1"), null, List.of(process("w:0", 2), process("w:1", 0)));
    sightings.write().block();
    sightings.write().block();
    assertThat(hosts).hasSize(1);
    assertThat(hosts.getFirst().details()).isEqualTo(HostDetails.UNKNOWN);
    assertThat(processes).extracting(ProcessSighting::restarts).containsExactlyInAnyOrder(2L, 0L);
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenLaterUnlessNewerCame() {
    away = true;
    sightings.report(sender("h1"), null, List.of(process("w:0", 1), process("w:1", 1)));
    sightings.write().block();
    sightings.report(sender("h1"), null, List.of(process("w:0", 2)));
    away = false;
    sightings.write().block();
    assertThat(hosts).hasSize(1);
    assertThat(processes).extracting(ProcessSighting::restarts).containsExactlyInAnyOrder(2L, 1L);
  }

  @Test
  void aProcessThatChangesItsNameIsBounded() {
    for (int i = 0; i < 5_000; i++) {
      sightings.report(sender("h1"), null, List.of(process("w:" + i, 0)));
    }
    sightings.write().block();
    assertThat(processes).hasSize(1_000);
    assertThat(told())
        .containsExactly(
            "too_many_processes h1  : more than 1000 processes are reported at once, the others are"
                + " left out; give instances names that stay");
  }

  private List<String> told() {
    oddities.write().block();
    return records
        .events()
        .page(new RecordQuery(Instant.EPOCH, now, RecordFilter.ALL, null, 100))
        .blockOptional()
        .orElseThrow()
        .stream()
        .map(SightingsTest::text)
        .toList();
  }

  private static String text(Event event) {
    ProcessKey process = event.head().process();
    return "%s %s %s %s: %s"
        .formatted(
            event.kind(), process.host(), process.job(), process.instance(), event.message());
  }

  @Test
  void oneIdentityReportedByTwoInTurnIsToldOnceAnHour() {
    for (int second = 0; second < 200; second++) {
      sightings.report(sender("h1"), null, List.of(process("w:0", 100 + second % 2, 0)));
      now = now.plusSeconds(10);
    }
    assertThat(told())
        .containsExactly(
            "identity_twice h1 web w:0: two agents report this process in turn: pid 101 and pid"
                + " 100; give each host, job and instance of its own");
  }

  @Test
  void ofTwoWithOneIdentityTheElderIsKeptUntilItIsSilent() {
    for (int i = 0; i < 20; i++) {
      sightings.report(sender("h1"), null, List.of(process("w:0", 100 + i % 2, 0)));
    }
    sightings.write().block();
    assertThat(processes).extracting(ProcessSighting::pid).containsExactly(100L);
    for (int i = 0; i < 10; i++) {
      sightings.report(sender("h1"), null, List.of(process("w:0", 101, 0)));
    }
    sightings.write().block();
    assertThat(processes).extracting(ProcessSighting::pid).containsExactly(100L, 101L);
  }

  @Test
  void aProcessAndItsSupervisorMayDifferAboutWhenItBegan() {
    for (int i = 0; i < 20; i++) {
      ProcessSighting one = process("w:0", 100, 0);
      sightings.report(sender("h1"), null, List.of(startedAt(one, i % 2)));
    }
    assertThat(told()).isEmpty();
    for (int i = 0; i < 20; i++) {
      sightings.report(sender("h1"), null, List.of(startedAt(process("w:0", 100, 0), i % 2 * 60)));
    }
    assertThat(told()).hasSize(1);
  }

  private static ProcessSighting startedAt(ProcessSighting one, int second) {
    return new ProcessSighting(
        one.process(),
        one.bucket(),
        one.status(),
        one.pid(),
        Instant.ofEpochSecond(second),
        one.restarts(),
        one.runtime(),
        one.runtimeVersion(),
        one.version(),
        one.revision(),
        one.labels(),
        one.seen());
  }

  @Test
  void aProcessThatStartsAgainAndAgainIsOne() {
    for (int pid = 0; pid < 50; pid++) {
      sightings.report(sender("h1"), null, List.of(process("w:0", pid, 0)));
      sightings.report(sender("h1"), null, List.of(process("w:0", pid, 0)));
    }
    assertThat(told()).isEmpty();
  }

  @Test
  void aProcessThatOnlySendsSamplesIsSeen() {
    ProcessKey silent = new ProcessKey("h1", "web", "w:1");
    sightings.touch(sender("h1"), silent);
    sightings.report(sender("h1"), null, List.of(process("w:0", 2)));
    sightings.touch(sender("h1"), new ProcessKey("h1", "web", "w:0"));
    sightings.write().block();
    assertThat(processes)
        .containsExactlyInAnyOrder(
            process("w:0", 2), ProcessSighting.bySamples(silent, "team-a", now));
  }
}
