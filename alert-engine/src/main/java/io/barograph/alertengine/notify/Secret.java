package io.barograph.alertengine.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that is never printed. */
public sealed interface Secret {
  /** What it is now; fails with {@link NotifyException} if it cannot be read. */
  String value();

  static Secret of(String text) {
    return new Text(text);
  }

  /** The content of a file, read at each use, so that it can be changed without a reload. */
  static Secret in(Path file) {
    return new InFile(file);
  }

  /** Stands in the configuration. */
  record Text(String value) implements Secret {
    @Override
    public String toString() {
      return "<secret>";
    }
  }

  /** Stands in a file of its own. */
  record InFile(Path file) implements Secret {
    @Override
    public String value() {
      try {
        return Files.readString(file, UTF_8).strip();
      } catch (IOException e) {
        throw NotifyException.passing(
            "secret file \"%s\" cannot be read (%s)".formatted(file, e.getClass().getSimpleName()),
            e);
      }
    }

    @Override
    public String toString() {
      return "<secret in " + file + ">";
    }
  }
}
