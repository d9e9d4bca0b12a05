package io.barograph.alertengine.yaml;

import io.barograph.alertengine.rule.FilePosition;
import io.barograph.promql.parse.DurationSyntax;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A value with its place. Each method gives it as one type or complains that it is another. */
public final class YamlValue {
  private final YamlDocument document;
  private final Node node;

  YamlValue(YamlDocument document, Node node) {
    this.document = document;
    this.node = node;
  }

  public FilePosition position() {
    return document.position(node.getStartMark());
  }

  /** A complaint about this value. */
  public YamlException wrong(String reason) {
    return new YamlException(position(), reason);
  }

  public boolean isNull() {
    return node.getTag().equals(Tag.NULL);
  }

  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** The fields of a mapping; none of a null. */
  public YamlFields fields() {
    if (isNull()) {
      return new YamlFields(document, List.of());
    }
    if (node instanceof MappingNode mapping) {
      return new YamlFields(document, mapping.getValue());
    }
    throw expected("a mapping");
  }

  /** The elements of a list; none of a null. */
  public List<YamlValue> items() {
    if (isNull()) {
      return List.of();
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(document::value).toList();
    }
    throw expected("a list");
  }

  /** A scalar of any kind as it is written; a null is empty. */
  public String text() {
    if (node instanceof ScalarNode scalar) {
      return isNull() ? "" : scalar.getValue();
    }
    throw expected("a string");
  }

  public boolean flag() {
    if (node instanceof ScalarNode && node.getTag().equals(Tag.BOOL)) {
      return List.of("true", "yes", "on").contains(text().toLowerCase(Locale.ROOT));
    }
    throw expected("true or false");
  }

  /** A whole number from 0 on. */
  public int count() {
    if (node instanceof ScalarNode && node.getTag().equals(Tag.INT)) {
      try {
        int number = Integer.parseInt(text());
        if (number >= 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Complained of below, like a negative number.
      }
    }
    throw expected("a whole number from 0 on");
  }

  /** A duration in Prometheus's notation. */
  public Duration duration() {
    String text = text();
    try {
      return Duration.ofMillis(DurationSyntax.parse(text));
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage() + "; write it as 30s, 5m or 1h30m");
    }
  }

  private YamlException expected(String what) {
    return wrong("expected " + what + ", got " + kind());
  }

  private String kind() {
    return switch (node) {
      case MappingNode mapping -> "a mapping";
      case SequenceNode sequence -> "a list";
      case ScalarNode scalar -> isNull() ? "nothing" : "\"" + scalar.getValue() + "\"";
      default -> "something else";
    };
  }
}
