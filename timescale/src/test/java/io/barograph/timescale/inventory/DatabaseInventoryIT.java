package io.barograph.timescale.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.inventory.HostSighting;
import io.barograph.storage.inventory.Inventory;
import io.barograph.storage.inventory.InventoryContract;
import io.barograph.storage.inventory.InventoryQuery;
import io.barograph.storage.inventory.InventoryWriter;
import io.barograph.storage.inventory.ProcessSighting;
import io.barograph.storage.inventory.ProcessStatus;
import io.barograph.storage.records.Event;
import io.barograph.storage.records.ProcessKey;
import io.barograph.storage.records.RecordFilter;
import io.barograph.storage.records.RecordQuery;
import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.records.DatabaseRecords;
import io.barograph.timescale.records.Reads;
import io.barograph.timescale.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
final class DatabaseInventoryIT extends InventoryContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
  private static final InventoryQuery ALL = new InventoryQuery("", "", "", "", null, 10);

  private final TestDatabase database;
  private final DatabaseInventoryWriter writer;
  private final Reads reads;
  private final TurnedClock clock = new TurnedClock();

  DatabaseInventoryIT(TestDatabase database) {
    this.database = database;
    Connections connections =
        new Connections(DatabaseAddress.parse(database.url()), Duration.ofSeconds(5));
    this.writer = new DatabaseInventoryWriter(connections);
    this.reads = new Reads(connections);
  }

  private static final class TurnedClock extends Clock {
    private Instant now = Instant.now();

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  protected InventoryWriter writer() {
    return writer;
  }

  @Override
  protected Inventory inventory() {
    return new DatabaseInventory(reads);
  }

  @BeforeEach
  void empty() throws SQLException {
    Schema.migrate(DatabaseAddress.parse(database.url()));
    try (Connection session = database.connect();
        Statement statement = session.createStatement()) {
      statement.execute("TRUNCATE barograph.host, barograph.process, barograph.event");
    }
  }

  @AfterEach
  void close() {
    writer.close().then(reads.close()).block(PATIENCE);
  }

  private void see(String host, ProcessSighting... processes) {
    writer
        .save(
            List.of(new HostSighting(host, "", Map.of(), "", null, clock.instant())),
            List.of(processes))
        .block(PATIENCE);
  }

  private ProcessSighting process(String host, String instance) {
    return ProcessSighting.bySamples(new ProcessKey(host, "web", instance), "", clock.instant());
  }

  private void turn(PresenceDuty duty, Duration later) throws SQLException {
    clock.now = clock.now.plus(later);
    try (Connection session = database.connect()) {
      duty.perform(session);
    }
  }

  private List<String> told() {
    return new DatabaseRecords(reads)
            .events()
            .page(
                new RecordQuery(
                    Instant.EPOCH, clock.now.plusSeconds(9), RecordFilter.ALL, null, 100))
            .blockOptional(PATIENCE)
            .orElseThrow()
            .reversed()
            .stream()
            .map(DatabaseInventoryIT::text)
            .toList();
  }

  private static String text(Event event) {
    return event.head().process().host() + " " + event.kind();
  }

  private void report(Duration startedAfter, long restarts, String revision) {
    clock.now = clock.now.plusSeconds(1);
    ProcessSighting process =
        new ProcessSighting(
            new ProcessKey("h1", "web", "w:0"),
            "eu",
            ProcessStatus.ONLINE,
            7,
            START.plus(startedAfter),
            restarts,
            "node",
            "20",
            "1.0",
            revision,
            Map.of(),
            clock.instant());
    writer.save(List.of(), List.of(process)).block(PATIENCE);
  }

  @Test
  void startsAndRevisionsThatChangeAreToldOnceWhoeverReportsThem() {
    report(Duration.ZERO, 0, "a");
    report(Duration.ofSeconds(1), 0, "a");
    assertThat(told()).isEmpty();
    // A supervisor counts, and starts it then.
    report(Duration.ZERO, 1, "a");
    assertThat(told()).isEmpty();
    report(Duration.ofSeconds(60), 1, "a");
    report(Duration.ofSeconds(61), 1, "");
    assertThat(told()).containsExactly("h1 restart");
    report(Duration.ofSeconds(120), 1, "a");
    report(Duration.ofSeconds(60), 1, "a");
    assertThat(told()).containsExactly("h1 restart", "h1 restart");
  }

  @Test
  void theFirstReportOfAProcessThatWasSeenIsNoRestart() {
    ProcessKey process = new ProcessKey("h1", "web", "w:0");
    writer
        .save(List.of(), List.of(ProcessSighting.bySamples(process, "eu", clock.instant())))
        .block(PATIENCE);
    report(Duration.ZERO, 3, "a");
    assertThat(told()).isEmpty();
  }

  @Test
  void anotherRevisionIsADeploy() {
    report(Duration.ZERO, 0, "a");
    report(Duration.ofSeconds(60), 1, "b");
    report(Duration.ofSeconds(60), 1, "b");
    assertThat(told()).containsExactlyInAnyOrder("h1 restart", "h1 deploy");
  }

  @Test
  void silenceAndReturnAreToldOnce() throws SQLException {
    PresenceDuty duty = new PresenceDuty(Duration.ofDays(7), clock);
    see("h1");
    see("h2");
    for (int i = 0; i < 10; i++) {
      turn(duty, Duration.ofSeconds(10));
      see("h2");
    }
    assertThat(told()).containsExactly("h1 offline");
    see("h1");
    turn(duty, Duration.ofSeconds(10));
    assertThat(told()).containsExactly("h1 offline", "h1 online");
  }

  @Test
  void afterAnOutageOfTheDatabaseHostsHaveTimeToBeSeen() throws SQLException {
    PresenceDuty duty = new PresenceDuty(Duration.ofDays(7), clock);
    see("h1");
    turn(duty, Duration.ofSeconds(1));
    turn(duty, Duration.ofMinutes(5));
    see("h1");
    turn(duty, Duration.ofSeconds(10));
    assertThat(told()).isEmpty();
  }

  @Test
  void whatWasNotSeenForLongIsForgotten() throws SQLException {
    see("h1", process("h1", "ghost"), process("h1", "lasting"));
    clock.now = clock.now.plus(Duration.ofDays(8));
    see("h2", process("h1", "lasting"));
    turn(new PresenceDuty(Duration.ofDays(7), clock), Duration.ofSeconds(1));
    assertThat(inventory().hosts(ALL).block(PATIENCE))
        .extracting(host -> host.last().host())
        .containsExactly("h2");
    assertThat(inventory().processes(ALL).block(PATIENCE))
        .extracting(process -> process.last().process().instance())
        .containsExactly("lasting");
    assertThat(told()).isEmpty();
  }

  @Test
  void processesBeyondTheBoundOfAHostAreForgottenAndToldOnceAnHour() throws SQLException {
    PresenceDuty duty = new PresenceDuty(Duration.ofDays(7), clock);
    for (int round = 0; round < 3; round++) {
      int number = round;
      see(
          "h1",
          IntStream.range(0, 600)
              .mapToObj(i -> process("h1", "w-%d-%d".formatted(number, i)))
              .toArray(ProcessSighting[]::new));
      turn(duty, Duration.ofSeconds(10));
    }
    assertThat(told()).containsExactly("h1 too_many_processes");
    assertThat(
            inventory()
                .processes(new InventoryQuery("", "h1", "", "", null, 10_000))
                .block(PATIENCE))
        .hasSize(1_000)
        .noneMatch(process -> process.last().process().instance().startsWith("w-0-"));
    clock.now = clock.now.plus(Duration.ofMinutes(61));
    see("h1", process("h1", "another"));
    turn(duty, Duration.ofSeconds(1));
    assertThat(told()).containsExactly("h1 too_many_processes", "h1 too_many_processes");
  }
}
