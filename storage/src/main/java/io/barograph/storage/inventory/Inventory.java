package io.barograph.storage.inventory;

import java.util.List;
import reactor.core.publisher.Mono;

/** Reads which hosts and processes there are. */
public interface Inventory {
  /** At most {@code query.limit()} hosts, in their order. */
  Mono<List<HostEntry>> hosts(InventoryQuery query);

  /** At most {@code query.limit()} processes, in their order. */
  Mono<List<ProcessEntry>> processes(InventoryQuery query);
}
