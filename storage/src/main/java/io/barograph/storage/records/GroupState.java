package io.barograph.storage.records;

import java.util.Locale;

/** What people have decided about a group of exceptions. */
public enum GroupState {
  OPEN,
  RESOLVED,
  /** Of no interest, however many come. */
  IGNORED,
  /** It was resolved, and an exception came that happened after that. */
  REOPENED;

  /** As it stands in tables and answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
