package io.barograph.alertengine.rulefile.yaml;

import static io.barograph.promql.lex.StringSyntax.quote;

import io.barograph.alertengine.rule.FilePosition;
import io.barograph.promql.parse.DurationSyntax;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value of a YAML file, read as what it should be. One that is something else adds a problem with
 * its place and is read as if it were absent. Null is absent, as in Go's decoder.
 */
public final class YamlNode {
  private final Node node;
  private final FilePosition keyPosition;
  private final SourceText source;
  private final Reading reading;
  private final Problems problems;

  private YamlNode(
      Node node, FilePosition keyPosition, SourceText source, Reading reading, Problems problems) {
    this.node = node;
    this.keyPosition = keyPosition;
    this.source = source;
    this.reading = reading;
    this.problems = problems;
  }

  static YamlNode root(Node node, SourceText source, UnknownFields unknown, Problems problems) {
    return new YamlNode(node, source.at(0, 0), source, new Reading(unknown), problems);
  }

  /** The same value, whose problems go through a collection about something. */
  public YamlNode reportingTo(Problems newProblems) {
    return new YamlNode(node, keyPosition, source, reading, newProblems);
  }

  /** A node of the same file. */
  YamlNode child(Node other) {
    return value(other, keyPosition);
  }

  /** A value of this mapping. */
  YamlNode value(Node other, FilePosition key) {
    return new YamlNode(other, key, source, reading, problems);
  }

  /** Where the value begins. */
  public FilePosition position() {
    return source.at(node.getStartMark().getLine(), node.getStartMark().getColumn());
  }

  /** Where the key begins whose value this is. */
  public FilePosition keyPosition() {
    return keyPosition;
  }

  /**
   * Where a place of this scalar's text stands in the file, if the file has that line of the text
   * as it is; else where the value begins, as for folded text or text with escapes.
   *
   * @param index of a char of the text
   */
  public FilePosition positionOf(int index) {
    if (!(node instanceof ScalarNode scalar)) {
      return position();
    }
    String text = scalar.getValue();
    int lineStart = text.lastIndexOf('\n', index - 1) + 1;
    int lineEnd = text.indexOf('\n', lineStart);
    String line = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
    int linesBefore = (int) text.substring(0, lineStart).lines().count();
    boolean block = scalar.getScalarStyle() == ScalarStyle.LITERAL;
    int sourceLine = node.getStartMark().getLine() + linesBefore + (block ? 1 : 0);
    int from = block || linesBefore > 0 ? 0 : node.getStartMark().getColumn();
    int column = source.line(sourceLine).indexOf(line, from);
    return column < 0 || line.isBlank()
        ? position()
        : source.at(sourceLine, column + index - lineStart);
  }

  void problem(String reason) {
    problems.add(position(), reason);
  }

  public boolean isNull() {
    return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
  }

  /** Whether it can be read as text. */
  public boolean isScalar() {
    return node instanceof ScalarNode;
  }

  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** A scalar of any kind, as it is written; empty where it is none. */
  public String text() {
    if (isNull()) {
      return "";
    }
    visit();
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    wrongKind("a text");
    return "";
  }

  private <T> T scalar(Function<String, T> reading, T absent) {
    if (isNull()) {
      return absent;
    }
    String text = text();
    if (!isScalar()) {
      return absent;
    }
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException e) {
      problem(String.valueOf(e.getMessage()));
      return absent;
    }
  }

  /** A whole number; 0 where it is none. */
  public int integer() {
    return scalar(Scalars::integer, 0);
  }

  /** A number, infinite ones and NaN in YAML's notation; 0 where it is none. */
  public double number() {
    return scalar(Scalars::number, 0.0);
  }

  public boolean bool() {
    return scalar(Scalars::bool, false);
  }

  /** A duration such as {@code 1h30m}; zero where it is none. */
  public Duration duration() {
    return scalar(text -> Duration.ofMillis(DurationSyntax.parse(text)), Duration.ZERO);
  }

  /** The items of a list that are not null. */
  public List<YamlNode> items() {
    if (isNull()) {
      return List.of();
    }
    visit();
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(this::child).filter(item -> !item.isNull()).toList();
    }
    wrongKind("a list");
    return List.of();
  }

  /** The values of a mapping by key, in their order, with what {@code <<} merges in. */
  public Map<String, YamlNode> entries() {
    if (isNull()) {
      return Map.of();
    }
    visit();
    if (node instanceof MappingNode mapping) {
      return MappingEntries.of(this, mapping);
    }
    wrongKind("a mapping");
    return Map.of();
  }

  /**
   * The values of a mapping whose keys are known.
   *
   * @param what has these fields, for the message about another one
   */
  public Map<String, YamlNode> fields(Set<String> known, String what) {
    Map<String, YamlNode> fields = entries();
    fields.forEach(
        (name, value) -> {
          if (reading.unknownFields() == UnknownFields.REFUSE && !known.contains(name)) {
            problems.add(
                value.keyPosition, "field %s not found in %s".formatted(quote(name), what));
          }
        });
    return fields;
  }

  /** Notes that the value is read. */
  void visit() {
    reading.visit(node);
  }

  private void wrongKind(String expected) {
    String actual =
        switch (node) {
          case ScalarNode scalar -> quote(scalar.getValue());
          case SequenceNode _ -> "a list";
          default -> "a mapping";
        };
    problem("expected %s, got %s".formatted(expected, actual));
  }
}
