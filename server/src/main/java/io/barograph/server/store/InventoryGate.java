package io.barograph.server.store;

import io.barograph.storage.inventory.HostEntry;
import io.barograph.storage.inventory.HostSighting;
import io.barograph.storage.inventory.Inventory;
import io.barograph.storage.inventory.InventoryQuery;
import io.barograph.storage.inventory.InventoryWriter;
import io.barograph.storage.inventory.ProcessEntry;
import io.barograph.storage.inventory.ProcessSighting;
import java.util.List;
import reactor.core.publisher.Mono;

/** The ports of the inventory behind the {@link StoreGate}, "unavailable" as it is. */
public final class InventoryGate implements Inventory, InventoryWriter {
  private final StoreGate gate;

  public InventoryGate(StoreGate gate) {
    this.gate = gate;
  }

  @Override
  public Mono<Void> save(List<HostSighting> hosts, List<ProcessSighting> processes) {
    return gate.mono(open -> open.inventoryWriter().save(hosts, processes));
  }

  @Override
  public Mono<List<HostEntry>> hosts(InventoryQuery query) {
    return gate.mono(open -> open.inventory().hosts(query));
  }

  @Override
  public Mono<List<ProcessEntry>> processes(InventoryQuery query) {
    return gate.mono(open -> open.inventory().processes(query));
  }
}
