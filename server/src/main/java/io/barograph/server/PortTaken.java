package io.barograph.server;

/** What to say when another program has the port already. */
final class PortTaken {
  private PortTaken() {}

  static String sentence(int port, String variable) {
    return "port %d is in use by another program; stop that one or set %s to a free port"
        .formatted(port, variable);
  }
}
