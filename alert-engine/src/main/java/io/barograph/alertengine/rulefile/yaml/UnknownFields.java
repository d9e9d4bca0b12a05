package io.barograph.alertengine.rulefile.yaml;

/** What to make of fields that nobody knows. */
public enum UnknownFields {
  REFUSE,
  IGNORE
}
