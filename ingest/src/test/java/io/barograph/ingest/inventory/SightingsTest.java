package io.barograph.ingest.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.ingest.records.RecordSender;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.storage.inventory.HostDetails;
import io.barograph.storage.inventory.HostSighting;
import io.barograph.storage.inventory.ProcessSighting;
import io.barograph.storage.inventory.ProcessStatus;
import io.barograph.storage.records.ProcessKey;
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
  private final Sightings sightings = new Sightings(this::save, () -> now);

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
    return new ProcessSighting(
        new ProcessKey("h1", "web", instance),
        "",
        ProcessStatus.ONLINE,
        1,
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
      sightings.touch(sender("h1"));
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
  }
}
