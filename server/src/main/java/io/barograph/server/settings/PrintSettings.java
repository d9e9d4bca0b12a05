package io.barograph.server.settings;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;

/** The program behind {@code bin/barograph settings}: the file as it is, comments included. */
final class PrintSettings {
  private PrintSettings() {}

  /** Prints the packaged settings file. */
  public static void main(String[] arguments) throws IOException {
    try (InputStream file = PrintSettings.class.getResourceAsStream("/application.yml")) {
      requireNonNull(file, "application.yml is missing from the class path").transferTo(System.out);
    }
    System.out.flush();
  }
}
