package io.barograph.alertengine.yaml;

import io.barograph.alertengine.rule.FilePosition;

/** Something in a file is wrong; the message begins with file, line and column. */
public final class YamlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A complaint about the place. */
  public YamlException(FilePosition position, String reason) {
    super(position + ": " + reason);
  }
}
