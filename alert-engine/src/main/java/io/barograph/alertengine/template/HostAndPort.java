package io.barograph.alertengine.template;

/**
 * The two parts of what instances are named by.
 *
 * @param port with its colon, or empty
 */
record HostAndPort(String host, String port) {
  /** A text with several colons and no brackets is a host without a port. */
  static HostAndPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (text.startsWith("[") && colon > 0 && text.charAt(colon - 1) == ']') {
      return new HostAndPort(text.substring(1, colon - 1), text.substring(colon));
    }
    return colon < 0 || text.indexOf(':') != colon
        ? new HostAndPort(text, "")
        : new HostAndPort(text.substring(0, colon), text.substring(colon));
  }

  /** Addresses stay as they are. */
  String withoutDomain() {
    boolean address = host.contains(":") || host.matches("[0-9]+(\\.[0-9]+){3}");
    if (address) {
      return host.contains(":") && !port.isEmpty() ? "[" + host + "]" + port : host + port;
    }
    int dot = host.indexOf('.');
    return (dot < 0 ? host : host.substring(0, dot)) + port;
  }
}
