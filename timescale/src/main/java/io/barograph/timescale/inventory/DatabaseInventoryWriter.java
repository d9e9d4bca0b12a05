package io.barograph.timescale.inventory;

import io.barograph.storage.inventory.HostDetails;
import io.barograph.storage.inventory.HostSighting;
import io.barograph.storage.inventory.InventoryWriter;
import io.barograph.storage.inventory.ProcessSighting;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.connection.ReusedConnection;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Writes hosts and processes in order, so that two servers never wait for each other in a circle.
 * What a report tells of a process beside the one before becomes an event.
 */
public final class DatabaseInventoryWriter implements InventoryWriter {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final String HOSTS =
      """
      INSERT INTO barograph.host AS known (host, bucket, labels, agent_version, operating_system,
        architecture, processors, memory_bytes, boot_time, versions, first_seen, last_seen,
        told_online)
      SELECT c1, c2, c3::jsonb, c4, c5, c6, c7::integer, c8, c9, c10::jsonb, c11, c11, true
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::bigint[], $8::bigint[], $9::timestamptz[], $10::text[], $11::timestamptz[])
        AS row (c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11)
      ON CONFLICT (host) DO UPDATE SET bucket = excluded.bucket, labels = excluded.labels,
        agent_version = excluded.agent_version, last_seen = excluded.last_seen
      WHERE known.last_seen <= excluded.last_seen
      """;

  /** Versions come together: an agent in a process knows fewer programs than one beside it. */
  private static final String DETAILS =
      """
      UPDATE barograph.host SET operating_system = c2, architecture = c3, processors = c4::integer,
        memory_bytes = c5, boot_time = c6, versions = versions || c7::jsonb
      FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[],
        $6::timestamptz[], $7::text[], $8::timestamptz[]) AS row (c1, c2, c3, c4, c5, c6, c7, c8)
      WHERE host = c1 AND last_seen <= c8
      """;

  private static final String PROCESSES =
      """
      INSERT INTO barograph.process AS known (host, job, instance, bucket, status, pid, start_time,
        restarts, runtime, runtime_version, version, revision, labels, first_seen, last_seen)
      SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13::jsonb, c14, c14
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[],
        $7::timestamptz[], $8::bigint[], $9::text[], $10::text[], $11::text[], $12::text[],
        $13::text[], $14::timestamptz[])
        AS row (c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14)
      ON CONFLICT (host, job, instance) DO UPDATE SET bucket = excluded.bucket,
        status = excluded.status, pid = excluded.pid,
        start_time = coalesce(excluded.start_time, known.start_time),
        restarts = excluded.restarts, runtime = excluded.runtime,
        runtime_version = excluded.runtime_version, version = excluded.version,
        revision = excluded.revision, labels = excluded.labels, last_seen = excluded.last_seen
      WHERE known.last_seen <= excluded.last_seen
      """;

  /** Of those that were seen by their samples only: what was reported stays. */
  private static final String SEEN_PROCESSES =
      """
      INSERT INTO barograph.process AS known (host, job, instance, bucket, status, pid, restarts,
        runtime, runtime_version, version, revision, labels, first_seen, last_seen)
      SELECT c1, c2, c3, c4, 'unknown', 0, 0, '', '', '', '', '{}', c5, c5
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
        AS row (c1, c2, c3, c4, c5)
      ON CONFLICT (host, job, instance) DO UPDATE SET last_seen = excluded.last_seen
      WHERE known.last_seen <= excluded.last_seen
      """;

  private final ReusedConnection connection;

  /** Opens nothing yet. */
  public DatabaseInventoryWriter(Connections connections) {
    this.connection = new ReusedConnection(connections, TIMEOUT);
  }

  @Override
  public Mono<Void> save(List<HostSighting> hosts, List<ProcessSighting> processes) {
    List<HostSighting> hostsInOrder =
        hosts.stream().sorted(Comparator.comparing(HostSighting::host)).toList();
    List<HostSighting> detailed =
        hostsInOrder.stream().filter(host -> host.details() != null).toList();
    List<ProcessSighting> processesInOrder =
        processes.stream()
            .sorted(
                Comparator.comparing((ProcessSighting one) -> one.process().host())
                    .thenComparing(one -> one.process().job())
                    .thenComparing(one -> one.process().instance()))
            .toList();
    List<ProcessSighting> reported =
        processesInOrder.stream().filter(ProcessSighting::isReported).toList();
    List<ProcessSighting> seen =
        processesInOrder.stream().filter(process -> !process.isReported()).toList();
    Mono<Void> saved =
        connection.inTransaction(
            session ->
                saveHosts(session, hostsInOrder)
                    .then(Mono.defer(() -> saveDetails(session, detailed)))
                    .then(Mono.defer(() -> tellChanges(session, reported)))
                    .then(Mono.defer(() -> saveProcesses(session, reported))));
    // Of its own, so that every transaction locks processes in one order.
    return seen.isEmpty()
        ? saved
        : saved.then(connection.inTransaction(session -> saveSeen(session, seen)));
  }

  private static Mono<Void> saveHosts(PostgresqlConnection session, List<HostSighting> hosts) {
    if (hosts.isEmpty()) {
      return Mono.empty();
    }
    return new SightingArrays<>(session, HOSTS, hosts)
        .texts(HostSighting::host)
        .texts(HostSighting::bucket)
        .maps(HostSighting::labels)
        .texts(HostSighting::agentVersion)
        .texts(of(HostDetails::operatingSystem))
        .texts(of(HostDetails::architecture))
        .longs(host -> details(host).processors())
        .longs(host -> details(host).memoryBytes())
        .times(host -> details(host).bootTime())
        .maps(of(HostDetails::versions))
        .times(HostSighting::seen)
        .execute();
  }

  private static Mono<Void> saveDetails(PostgresqlConnection session, List<HostSighting> hosts) {
    if (hosts.isEmpty()) {
      return Mono.empty();
    }
    return new SightingArrays<>(session, DETAILS, hosts)
        .texts(HostSighting::host)
        .texts(of(HostDetails::operatingSystem))
        .texts(of(HostDetails::architecture))
        .longs(host -> details(host).processors())
        .longs(host -> details(host).memoryBytes())
        .times(host -> details(host).bootTime())
        .maps(of(HostDetails::versions))
        .times(HostSighting::seen)
        .execute();
  }

  private static HostDetails details(HostSighting host) {
    @Nullable HostDetails details = host.details();
    return details == null ? HostDetails.UNKNOWN : details;
  }

  private static <T> Function<HostSighting, T> of(Function<HostDetails, T> column) {
    return host -> column.apply(details(host));
  }

  private static Mono<Void> saveSeen(
      PostgresqlConnection session, List<ProcessSighting> processes) {
    return new SightingArrays<>(session, SEEN_PROCESSES, processes)
        .texts(one -> one.process().host())
        .texts(one -> one.process().job())
        .texts(one -> one.process().instance())
        .texts(ProcessSighting::bucket)
        .times(ProcessSighting::seen)
        .execute();
  }

  private static Mono<Void> tellChanges(
      PostgresqlConnection session, List<ProcessSighting> processes) {
    return processes.isEmpty() ? Mono.empty() : KnownProcesses.tellChanges(session, processes);
  }

  private static Mono<Void> saveProcesses(
      PostgresqlConnection session, List<ProcessSighting> processes) {
    if (processes.isEmpty()) {
      return Mono.empty();
    }
    return new SightingArrays<>(session, PROCESSES, processes)
        .texts(one -> one.process().host())
        .texts(one -> one.process().job())
        .texts(one -> one.process().instance())
        .texts(ProcessSighting::bucket)
        .texts(one -> one.status().text())
        .longs(ProcessSighting::pid)
        .times(ProcessSighting::startTime)
        .longs(ProcessSighting::restarts)
        .texts(ProcessSighting::runtime)
        .texts(ProcessSighting::runtimeVersion)
        .texts(ProcessSighting::version)
        .texts(ProcessSighting::revision)
        .maps(ProcessSighting::labels)
        .times(ProcessSighting::seen)
        .execute();
  }

  /** Closes the connection. */
  public Mono<Void> close() {
    return connection.close();
  }
}
