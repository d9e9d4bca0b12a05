package io.barograph.storage.inventory;

import java.util.List;
import reactor.core.publisher.Mono;

/** Takes what was seen into the inventory. */
@FunctionalInterface
public interface InventoryWriter {
  /**
   * Keeps these. One that is older than what is known changes nothing, so after an error, which may
   * leave some kept, all may be saved again.
   *
   * @param hosts each once
   * @param processes each once
   */
  Mono<Void> save(List<HostSighting> hosts, List<ProcessSighting> processes);
}
