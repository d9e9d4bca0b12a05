package io.barograph.server.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where commands find the token that they show to the server. */
public final class ClientToken {
  private static final String VARIABLE = "BAROGRAPH_TOKEN";

  private ClientToken() {}

  /**
   * The first line of the file if one is named, else the variable {@code BAROGRAPH_TOKEN}, else
   * nothing.
   */
  public static String find(String file, Map<String, String> environment) {
    if (file.isEmpty()) {
      return environment.getOrDefault(VARIABLE, "").strip();
    }
    try {
      return Files.readString(Path.of(file)).lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new ApiFailure("unreachable", "token file \"" + file + "\" cannot be read");
    }
  }
}
