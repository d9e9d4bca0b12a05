package io.barograph.alertengine.rulefile.yaml;

import io.barograph.alertengine.rule.FilePosition;

/** What is wrong with a file, and where. */
public record Problem(FilePosition position, String reason) {
  @Override
  public String toString() {
    return position + ": " + reason;
  }
}
