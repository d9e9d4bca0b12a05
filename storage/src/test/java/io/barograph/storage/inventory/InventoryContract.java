package io.barograph.storage.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.records.ProcessKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What every store of the inventory must do; each test begins with an empty one. */
public abstract class InventoryContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final InventoryQuery ALL = new InventoryQuery("", "", "", "", null, 100);

  /** Recent, so that nothing is removed meanwhile. */
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(600);

  protected abstract InventoryWriter writer();

  protected abstract Inventory inventory();

  private static HostDetails details(int processors) {
    return new HostDetails(
        "linux", "x64", processors, 1L << 34, Instant.ofEpochSecond(7), Map.of("pm2", "7.0.3"));
  }

  private HostSighting host(String name, @Nullable HostDetails details, int seconds) {
    return new HostSighting(
        name, "of " + name, Map.of("a", "é\"\\"), "1.0", details, start.plusSeconds(seconds));
  }

  private ProcessSighting process(String host, String instance, long restarts, int seconds) {
    return new ProcessSighting(
        new ProcessKey(host, "web", instance),
        "of " + host,
        ProcessStatus.ONLINE,
        4_000_000_000L,
        restarts == 0 ? null : start,
        restarts,
        "node",
        "20.1",
        "1.2.3",
        "abc",
        Map.of("k", "v"),
        start.plusSeconds(seconds));
  }

  private void save(List<HostSighting> hosts, List<ProcessSighting> processes) {
    writer().save(hosts, processes).block(PATIENCE);
  }

  @Test
  void whatWasSeenComesBack() {
    HostSighting host = host("h1", details(8), 0);
    ProcessSighting one = process("h1", "w:0", 0, 0);
    ProcessSighting two = process("h1", "w:1", 2, 0);
    save(List.of(host), List.of(two, one));
    assertThat(hosts(ALL)).containsExactly(new HostEntry(host, details(8), start));
    assertThat(processes(ALL))
        .containsExactly(new ProcessEntry(one, start), new ProcessEntry(two, start));
  }

  @Test
  void whatIsSeenAgainKeepsItsFirstTimeAndItsDetails() {
    save(List.of(host("h1", details(8), 0)), List.of(process("h1", "w:0", 0, 0)));
    save(List.of(host("h1", null, 10)), List.of(process("h1", "w:0", 5, 10)));
    HostEntry host = hosts(ALL).getFirst();
    assertThat(host.firstSeen()).isEqualTo(start);
    assertThat(host.last().seen()).isEqualTo(start.plusSeconds(10));
    assertThat(host.details()).isEqualTo(details(8));
    ProcessEntry process = processes(ALL).getFirst();
    assertThat(process.firstSeen()).isEqualTo(start);
    assertThat(process.last().restarts()).isEqualTo(5);

    save(List.of(host("h1", details(16), 20)), List.of());
    assertThat(hosts(ALL).getFirst().details()).isEqualTo(details(16));
  }

  @Test
  void whatSendsSamplesOnlyIsKnownAndKeepsWhatWasReported() {
    ProcessKey silent = new ProcessKey("h1", "web", "w:1");
    save(
        List.of(host("h1", null, 0)),
        List.of(process("h1", "w:0", 5, 0), ProcessSighting.bySamples(silent, "of h1", start)));
    ProcessKey reported = new ProcessKey("h1", "web", "w:0");
    save(
        List.of(host("h1", null, 10)),
        List.of(
            ProcessSighting.bySamples(reported, "of h1", start.plusSeconds(10)),
            ProcessSighting.bySamples(silent, "of h1", start.plusSeconds(10))));
    assertThat(processes(ALL))
        .containsExactly(
            new ProcessEntry(process("h1", "w:0", 5, 10), start),
            new ProcessEntry(
                ProcessSighting.bySamples(silent, "of h1", start.plusSeconds(10)), start));
    assertThat(processes(ALL)).allMatch(each -> each.isOnlineAt(start.plusSeconds(40)));
    assertThat(processes(ALL)).noneMatch(each -> each.isOnlineAt(start.plusSeconds(41)));
  }

  @Test
  void whoDoesNotTellTheStartLeavesIt() {
    save(List.of(host("h1", null, 0)), List.of(process("h1", "w:0", 5, 0)));
    save(List.of(host("h1", null, 10)), List.of(process("h1", "w:0", 0, 10)));
    ProcessSighting last = processes(ALL).getFirst().last();
    assertThat(last.startTime()).isEqualTo(start);
    assertThat(last.restarts()).isZero();
  }

  @Test
  void agentsOfOneHostTellVersionsTogether() {
    save(List.of(host("h1", details(8), 0)), List.of());
    HostDetails fewer = new HostDetails("linux", "x64", 8, 1, null, Map.of("node", "20.1"));
    save(List.of(host("h1", fewer, 10)), List.of());
    assertThat(hosts(ALL).getFirst().details().versions())
        .isEqualTo(Map.of("pm2", "7.0.3", "node", "20.1"));
  }

  @Test
  void whatIsOlderChangesNothing() {
    save(List.of(host("h1", details(8), 10)), List.of(process("h1", "w:0", 5, 10)));
    save(List.of(host("h1", details(4), 0)), List.of(process("h1", "w:0", 1, 0)));
    assertThat(hosts(ALL).getFirst().details()).isEqualTo(details(8));
    assertThat(processes(ALL).getFirst().last().restarts()).isEqualTo(5);
  }

  @Test
  void pagesAndFilters() {
    save(
        List.of(host("h1", null, 0), host("h2", null, 0), host("h3", null, 0)),
        List.of(
            process("h1", "w:0", 1, 0), process("h2", "w:0", 1, 0), process("h2", "w:1", 1, 0)));
    assertThat(hosts(new InventoryQuery("", "", "", "", new ProcessKey("h1", "", ""), 1)))
        .extracting(host -> host.last().host())
        .containsExactly("h2");
    assertThat(hosts(new InventoryQuery("of h3", "", "", "", null, 10))).hasSize(1);
    assertThat(processes(new InventoryQuery("", "h2", "", "", null, 10))).hasSize(2);
    assertThat(processes(new InventoryQuery("", "", "", "w:0", null, 10))).hasSize(2);
    assertThat(processes(new InventoryQuery("", "", "api", "", null, 10))).isEmpty();
    assertThat(
            processes(new InventoryQuery("", "", "", "", new ProcessKey("h2", "web", "w:0"), 10)))
        .extracting(process -> process.last().process().instance())
        .containsExactly("w:1");
  }

  private List<HostEntry> hosts(InventoryQuery query) {
    return get(inventory().hosts(query));
  }

  private List<ProcessEntry> processes(InventoryQuery query) {
    return get(inventory().processes(query));
  }

  private static <T> T get(Mono<T> mono) {
    return mono.blockOptional(PATIENCE).orElseThrow();
  }
}
