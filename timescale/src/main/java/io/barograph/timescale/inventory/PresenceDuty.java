package io.barograph.timescale.inventory;

import io.barograph.storage.inventory.HostEntry;
import io.barograph.timescale.leader.LeaderDuty;
import io.barograph.timescale.leader.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;

/**
 * Tells by an event when a host has gone silent and when it is back, and removes what was not seen
 * for long.
 */
public final class PresenceDuty implements LeaderDuty {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /**
   * When this duty has not been performed for so long, the database or this server was away, and
   * silence says nothing about hosts until they have had the time to be seen again.
   */
  private static final Duration AWAY = Duration.ofSeconds(20);

  private static final int PROCESSES_OF_A_HOST = 1_000;

  private static final String PARTITION = "SELECT barograph.ensure_partition('event', ?)";

  private static final String CHANGED =
      """
      WITH changed AS (
        UPDATE barograph.host SET told_online = last_seen >= ?
        WHERE told_online <> (last_seen >= ?)
        RETURNING host, bucket, told_online, last_seen
      )
      INSERT INTO barograph.event (time, id, bucket, host, job, instance, kind, message, attributes,
        truncated)
      SELECT ?, gen_random_uuid(), bucket, host, '', '',
        CASE WHEN told_online THEN 'online' ELSE 'offline' END,
        CASE WHEN told_online THEN 'data comes again'
          ELSE 'no data since ' || to_char(last_seen AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
        END, '{}', false
      FROM changed
      """;

  private static final String FORGOTTEN_HOSTS = "DELETE FROM barograph.host WHERE last_seen < ?";

  /**
   * Also what is beyond the bound of a host, the longest unseen first; this is told once an hour.
   */
  private static final String FORGOTTEN_PROCESSES =
      """
      WITH removed AS (
        DELETE FROM barograph.process WHERE (host, job, instance) IN (
          SELECT host, job, instance FROM (
            SELECT host, job, instance, last_seen,
              row_number() OVER (PARTITION BY host ORDER BY last_seen DESC) AS place
            FROM barograph.process) AS ranked
          WHERE last_seen < ? OR place > ?)
        RETURNING host, bucket, last_seen
      )
      INSERT INTO barograph.event (time, id, bucket, host, job, instance, kind, message, attributes,
        truncated)
      SELECT ?, gen_random_uuid(), max(bucket), host, '', '', 'too_many_processes',
        format('more than %s processes are known, the longest unseen are forgotten; '
          'give instances names that stay', ?::integer), '{}', false
      FROM removed
      WHERE last_seen >= ? AND NOT EXISTS (
        SELECT FROM barograph.event told WHERE told.host = removed.host
          AND told.time > ? AND told.kind = 'too_many_processes')
      GROUP BY host
      """;

  private static final Duration TOLD_AGAIN_AFTER = Duration.ofHours(1);

  private final Duration remembered;
  private final Clock clock;
  private OffsetDateTime last = OffsetDateTime.MIN;
  private OffsetDateTime quietUntil = OffsetDateTime.MIN;

  /**
   * Nothing is done yet.
   *
   * @param remembered how long hosts and processes stay that are not seen any more
   */
  public PresenceDuty(Duration remembered, Clock clock) {
    this.remembered = remembered;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "presence of hosts";
  }

  @Override
  public void perform(Connection session) throws SQLException {
    OffsetDateTime now = OffsetDateTime.now(clock);
    if (last.isAfter(now.minus(PAUSE))) {
      return;
    }
    if (last.isBefore(now.minus(AWAY))) {
      quietUntil = now.plus(HostEntry.OFFLINE_AFTER);
    }
    last = now;
    boolean isQuiet = now.isBefore(quietUntil);
    int _ =
        Transactions.perform(
            session,
            () -> {
              ensurePartition(session, now);
              int told = isQuiet ? 0 : tell(session, now);
              return told + forget(session, now);
            });
  }

  private static void ensurePartition(Connection session, OffsetDateTime now) throws SQLException {
    try (PreparedStatement partition = session.prepareStatement(PARTITION)) {
      partition.setObject(1, now);
      partition.execute();
    }
  }

  private static int tell(Connection session, OffsetDateTime now) throws SQLException {
    OffsetDateTime alive = now.minus(HostEntry.OFFLINE_AFTER);
    try (PreparedStatement changed = session.prepareStatement(CHANGED)) {
      changed.setObject(1, alive);
      changed.setObject(2, alive);
      changed.setObject(3, now);
      return changed.executeUpdate();
    }
  }

  private int forget(Connection session, OffsetDateTime now) throws SQLException {
    OffsetDateTime before = now.minus(remembered);
    try (PreparedStatement hosts = session.prepareStatement(FORGOTTEN_HOSTS);
        PreparedStatement processes = session.prepareStatement(FORGOTTEN_PROCESSES)) {
      hosts.setObject(1, before);
      hosts.executeUpdate();
      processes.setObject(1, before);
      processes.setInt(2, PROCESSES_OF_A_HOST);
      processes.setObject(3, now);
      processes.setInt(4, PROCESSES_OF_A_HOST);
      processes.setObject(5, before);
      processes.setObject(6, now.minus(TOLD_AGAIN_AFTER));
      return processes.executeUpdate();
    }
  }
}
