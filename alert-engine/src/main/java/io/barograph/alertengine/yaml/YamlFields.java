package io.barograph.alertengine.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** The fields of a mapping, to be taken one by one. What is left over at the end is an error. */
public final class YamlFields {
  private final Map<String, YamlValue> names = new LinkedHashMap<>();
  private final Map<String, YamlValue> values = new LinkedHashMap<>();

  YamlFields(YamlDocument document, List<NodeTuple> tuples) {
    for (NodeTuple tuple : tuples) {
      YamlValue key = document.value(tuple.getKeyNode());
      String name = key.text();
      if (names.put(name, key) != null) {
        throw key.wrong("field \"" + name + "\" comes twice");
      }
      values.put(name, document.value(tuple.getValueNode()));
    }
  }

  /** Takes a field out; empty if it is absent or null. */
  public Optional<YamlValue> take(String name) {
    return Optional.ofNullable(values.remove(name)).filter(value -> !value.isNull());
  }

  /** Takes a field out and reads it, or gives {@code otherwise}. */
  public <T> T take(String name, Function<YamlValue, T> read, T otherwise) {
    return take(name).map(read).orElse(otherwise);
  }

  /** Takes out all fields that are left, in order. */
  public Map<String, YamlValue> takeRest() {
    Map<String, YamlValue> rest = new LinkedHashMap<>(values);
    values.clear();
    return rest;
  }

  /** Complains of a field that is there, with the reason why it is refused. */
  public void refuse(String name, String reason) {
    if (values.containsKey(name)) {
      throw place(name).wrong("field \"" + name + "\": " + reason);
    }
  }

  /** Where a field stands that was in the mapping. */
  public YamlValue place(String name) {
    YamlValue key = names.get(name);
    if (key == null) {
      throw new IllegalArgumentException("no field " + name);
    }
    return key;
  }

  /** Complains of the first field that nobody took. */
  public void end() {
    for (String name : values.keySet()) {
      throw place(name).wrong("unknown field \"" + name + "\"");
    }
  }
}
