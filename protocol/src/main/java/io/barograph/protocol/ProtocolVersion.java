package io.barograph.protocol;

/** The version of the contract, as it stands in the setup of every connection. */
public final class ProtocolVersion {
  /** What this build speaks. Fields and refusal reasons may be added without a new version. */
  public static final int CURRENT = 1;

  private ProtocolVersion() {}
}
