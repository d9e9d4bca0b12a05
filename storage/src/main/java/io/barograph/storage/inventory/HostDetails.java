package io.barograph.storage.inventory;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an agent reports of its host.
 *
 * @param processors 0 where it is not known, as {@code memoryBytes}
 * @param bootTime null where it is not known
 * @param versions of programs; agents of one host know different ones, and a store keeps all
 */
public record HostDetails(
    String operatingSystem,
    String architecture,
    int processors,
    long memoryBytes,
    @Nullable Instant bootTime,
    Map<String, String> versions) {
  /** Of a host that has not been reported. */
  public static final HostDetails UNKNOWN = new HostDetails("", "", 0, 0, null, Map.of());

  public HostDetails {
    versions = new TreeMap<>(versions);
  }

  /** These details, with versions of programs that only the other ones tell. */
  HostDetails withVersionsOf(HostDetails other) {
    Map<String, String> all = new TreeMap<>(other.versions);
    all.putAll(versions);
    return new HostDetails(operatingSystem, architecture, processors, memoryBytes, bootTime, all);
  }
}
