package io.barograph.server.store;

import io.barograph.timescale.DatabaseAddress;

/** Opens the store on a database that takes connections. Blocking. */
@FunctionalInterface
public interface StoreOpener {
  OpenStore open(DatabaseAddress address);
}
