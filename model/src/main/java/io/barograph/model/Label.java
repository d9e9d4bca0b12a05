package io.barograph.model;

import static java.util.Objects.requireNonNull;

/** One name and its value. An empty value means the same as no label at all, as in Prometheus. */
public record Label(String name, String value) implements Comparable<Label> {
  public Label {
    requireNonNull(name, "name is null");
    requireNonNull(value, "value is null");
  }

  /** Orders by name, then by value. */
  @Override
  public int compareTo(Label other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : value.compareTo(other.value);
  }

  /** The form people write in selectors: {@code name="value"} with the value escaped. */
  @Override
  public String toString() {
    return LabelText.name(name) + "=" + LabelText.quote(value);
  }
}
