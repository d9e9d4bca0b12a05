package io.barograph.agent;

/** The version of this library, from the manifest of its jar. */
final class AgentVersion {
  private AgentVersion() {}

  static String read() {
    String version = AgentVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
