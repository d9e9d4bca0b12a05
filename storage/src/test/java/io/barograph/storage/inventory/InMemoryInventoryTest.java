package io.barograph.storage.inventory;

class InMemoryInventoryTest extends InventoryContract {
  private final InMemoryInventory inventory = new InMemoryInventory();

  @Override
  protected InventoryWriter writer() {
    return inventory;
  }

  @Override
  protected Inventory inventory() {
    return inventory;
  }
}
