package io.barograph.timescale.alerts;

import io.barograph.storage.alerts.AlertStates;
import io.barograph.storage.alerts.GroupChanges;
import io.barograph.storage.alerts.GroupKey;
import io.barograph.storage.alerts.GroupSnapshot;
import io.barograph.storage.alerts.LeadLostException;
import io.barograph.timescale.leader.DatabaseSessions;
import io.barograph.timescale.leader.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import reactor.core.publisher.Mono;

/** The states of alerts in tables, led by session advisory locks. */
public final class DatabaseAlertStates implements AlertStates {
  private final AlertSession session;

  /** Opens no session yet; the caller closes it. */
  public DatabaseAlertStates(DatabaseSessions sessions) {
    this.session = new AlertSession(sessions);
  }

  @Override
  public Mono<Set<GroupKey>> lead(Set<GroupKey> groups) {
    return session.perform(
        (connection, locks) -> {
          locks.keep(connection, groups);
          // Asked in any case, so that a session that has died is noticed although nothing is new.
          ask(connection);
          return locks.held();
        });
  }

  private static void ask(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  @Override
  public Mono<GroupSnapshot> load(GroupKey group) {
    return session.perform(
        (connection, _) ->
            new GroupSnapshot(
                AlertRows.read(connection, group), GroupRows.evaluated(connection, group)));
  }

  @Override
  public Mono<Void> save(GroupChanges changes) {
    return commit(
        changes.group(),
        connection -> {
          GroupRows.write(connection, changes);
          AlertRows.write(connection, changes.written());
          AlertRows.delete(connection, changes.removed());
          HistoryRows.write(connection, changes.events());
        });
  }

  @Override
  public Mono<Set<GroupKey>> saved() {
    return session.perform((connection, _) -> GroupRows.all(connection));
  }

  @Override
  public Mono<Void> remove(GroupKey group) {
    return commit(group, connection -> GroupRows.delete(connection, group));
  }

  @FunctionalInterface
  private interface Statements {
    void execute(Connection connection) throws SQLException;
  }

  private Mono<Void> commit(GroupKey group, Statements statements) {
    return session
        .perform(
            (connection, locks) -> {
              if (!locks.holds(group)) {
                throw new LeadLostException(group);
              }
              return Transactions.perform(
                  connection,
                  () -> {
                    statements.execute(connection);
                    return true;
                  });
            })
        .then();
  }

  /** Lets go of all groups. Blocks for a moment. */
  public void close() {
    session.close();
  }
}
