package io.barograph.server.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret that stands in a setting or in a file. */
public final class SecretText {
  private SecretText() {}

  /**
   * The content of {@code file} if one is named, else {@code text}.
   *
   * @param key the setting of the text; that of the file ends in {@code -file}
   * @throws SettingException if both are given or the file cannot be read
   */
  public static String of(String text, String file, String key) {
    if (file.isEmpty()) {
      return text;
    }
    if (!text.isEmpty()) {
      throw new SettingException("%s and %s-file are both given; keep one".formatted(key, key));
    }
    try {
      return Files.readString(Path.of(file), UTF_8).strip();
    } catch (IOException e) {
      throw new SettingException(
          "%s-file \"%s\" cannot be read (%s)".formatted(key, file, e.getClass().getSimpleName()));
    }
  }
}
