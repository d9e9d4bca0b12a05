package io.barograph.server;

/** The program behind {@code bin/barograph --version}. */
final class PrintVersion {
  private PrintVersion() {}

  /** Prints one line. */
  public static void main(String[] arguments) {
    System.out.println("barograph " + BuildProperties.read().version());
  }
}
