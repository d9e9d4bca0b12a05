package io.barograph.queryapi;

import java.net.URI;
import java.util.List;

/**
 * The Alertmanagers that alerts are sent to.
 *
 * @param dropped those found and not used
 */
public record Alertmanagers(List<URI> active, List<URI> dropped) {
  public static final Alertmanagers NONE = new Alertmanagers(List.of(), List.of());

  public Alertmanagers {
    active = List.copyOf(active);
    dropped = List.copyOf(dropped);
  }
}
