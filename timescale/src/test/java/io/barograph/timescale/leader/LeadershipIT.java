package io.barograph.timescale.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@OnEachDatabase
final class LeadershipIT {
  private static final Duration PACE = Duration.ofMillis(20);

  private final TestDatabase database;

  LeadershipIT(TestDatabase database) {
    this.database = database;
  }

  /** Counts its turns, and can be made to fail. */
  private static final class Turns implements LeaderDuty {
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean failing;

    @Override
    public String name() {
      return "turns";
    }

    @Override
    public void perform(Connection session) throws SQLException {
      count.incrementAndGet();
      if (failing) {
        try (Statement statement = session.createStatement()) {
          statement.execute("SELECT 1 / 0");
        }
      }
    }
  }

  private Leadership join(LeaderDuty duty) {
    DatabaseSessions sessions = DatabaseSessions.to(DatabaseAddress.parse(database.url()));
    Leadership leadership = new Leadership(sessions, List.of(duty), new SimpleMeterRegistry());
    leadership.start(PACE);
    return leadership;
  }

  private void killLeaders() throws SQLException {
    try (Connection session = database.connect();
        Statement statement = session.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted");
    }
  }

  @Test
  void oneLeadsAndTheOtherTakesOverWhenItLeaves() {
    Turns first = new Turns();
    Turns second = new Turns();
    Leadership standby;
    try (Leadership leader = join(first)) {
      await().until(leader::isLeading);
      standby = join(second);
      int before = first.count.get();
      await().until(() -> first.count.get() > before + 3);
      assertThat(standby.isLeading()).isFalse();
      assertThat(second.count).hasValue(0);
    }
    try (standby) {
      await().until(standby::isLeading);
      int after = first.count.get();
      await().until(() -> second.count.get() > 2);
      assertThat(first.count).hasValue(after);
    }
  }

  @Test
  void someoneLeadsAgainAfterTheSessionDies() throws SQLException {
    Turns first = new Turns();
    Turns second = new Turns();
    try (Leadership one = join(first);
        Leadership other = join(second)) {
      for (int round = 0; round < 5; round++) {
        await().until(() -> one.isLeading() || other.isLeading());
        killLeaders();
        int before = first.count.get() + second.count.get();
        await().until(() -> first.count.get() + second.count.get() > before + 2);
      }
    }
  }

  @Test
  void aFailingDutyIsTriedAgainAndKeepsTheLead() {
    Turns duty = new Turns();
    duty.failing = true;
    try (Leadership leader = join(duty)) {
      await().until(() -> duty.count.get() > 3);
      assertThat(leader.isLeading()).isTrue();
      duty.failing = false;
      int before = duty.count.get();
      await().until(() -> duty.count.get() > before + 1);
    }
  }
}
