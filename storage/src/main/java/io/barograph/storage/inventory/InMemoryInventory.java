package io.barograph.storage.inventory;

import io.barograph.storage.records.ProcessKey;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import reactor.core.publisher.Mono;

/** The inventory in the heap, for tests and as the plain statement of what a store does. */
public final class InMemoryInventory implements Inventory, InventoryWriter {
  private static final Comparator<ProcessKey> ORDER =
      Comparator.comparing(ProcessKey::host)
          .thenComparing(ProcessKey::job)
          .thenComparing(ProcessKey::instance);

  private final NavigableMap<String, HostEntry> hosts = new TreeMap<>();
  private final NavigableMap<ProcessKey, ProcessEntry> processes = new TreeMap<>(ORDER);

  @Override
  public Mono<Void> save(List<HostSighting> seenHosts, List<ProcessSighting> seenProcesses) {
    return Mono.fromRunnable(() -> keep(seenHosts, seenProcesses));
  }

  private synchronized void keep(
      List<HostSighting> seenHosts, List<ProcessSighting> seenProcesses) {
    for (HostSighting host : seenHosts) {
      hosts.compute(host.host(), (_, known) -> known == null ? first(host) : later(known, host));
    }
    for (ProcessSighting process : seenProcesses) {
      processes.merge(
          process.process(),
          new ProcessEntry(process, process.seen()),
          (known, one) ->
              one.last().seen().isBefore(known.last().seen())
                  ? known
                  : new ProcessEntry(
                      one.last().isReported()
                          ? one.last().startedAs(known.last())
                          : known.last().seenAgain(one.last().seen()),
                      known.firstSeen()));
    }
  }

  private static HostEntry first(HostSighting host) {
    HostDetails details = host.details();
    return new HostEntry(host, details == null ? HostDetails.UNKNOWN : details, host.seen());
  }

  private static HostEntry later(HostEntry known, HostSighting host) {
    HostDetails details = host.details();
    return host.seen().isBefore(known.last().seen())
        ? known
        : new HostEntry(
            host,
            details == null ? known.details() : details.withVersionsOf(known.details()),
            known.firstSeen());
  }

  @Override
  public synchronized Mono<List<HostEntry>> hosts(InventoryQuery query) {
    ProcessKey after = query.after();
    return Mono.just(
        hosts.values().stream()
            .filter(entry -> fits(query.bucket(), entry.last().bucket()))
            .filter(entry -> fits(query.host(), entry.last().host()))
            .filter(entry -> after == null || entry.last().host().compareTo(after.host()) > 0)
            .limit(query.limit())
            .toList());
  }

  @Override
  public synchronized Mono<List<ProcessEntry>> processes(InventoryQuery query) {
    ProcessKey after = query.after();
    return Mono.just(
        processes.values().stream()
            .filter(entry -> fits(query.bucket(), entry.last().bucket()))
            .filter(entry -> fits(query.host(), entry.last().process().host()))
            .filter(entry -> fits(query.job(), entry.last().process().job()))
            .filter(entry -> fits(query.instance(), entry.last().process().instance()))
            .filter(entry -> after == null || ORDER.compare(entry.last().process(), after) > 0)
            .limit(query.limit())
            .toList());
  }

  private static boolean fits(String wanted, String value) {
    return wanted.isEmpty() || wanted.equals(value);
  }
}
