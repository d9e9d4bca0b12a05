package io.barograph.alertengine.yaml;

import io.barograph.alertengine.rule.FilePosition;
import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** A file of one YAML document, as nodes with places. */
public final class YamlDocument {
  private static final int MAX_CHARACTERS = 4 * 1024 * 1024;
  private static final int MAX_DEPTH = 50;
  private static final int MAX_ALIASES = 50;

  /** Nodes that may be visited; an alias counts each time. */
  private static final int MAX_NODES = 200_000;

  private final String file;
  private int visited;

  private YamlDocument(String file) {
    this.file = file;
  }

  /**
   * The root of the document, or empty if there is none.
   *
   * @param file for messages
   * @throws YamlException if the text is no YAML, or too much of it
   */
  public static Optional<YamlValue> read(String file, String text) {
    YamlDocument document = new YamlDocument(file);
    if (text.length() > MAX_CHARACTERS) {
      throw new YamlException(
          new FilePosition(file, 1, 1),
          "file has %d characters, limit is %d; split it".formatted(text.length(), MAX_CHARACTERS));
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      return root == null ? Optional.empty() : Optional.of(document.value(root));
    } catch (MarkedYAMLException e) {
      throw new YamlException(document.position(e.getProblemMark()), problem(e));
    } catch (ReaderException e) {
      throw new YamlException(
          document.positionOf(text, e.getPosition()),
          "character U+%04X is not allowed in YAML".formatted(e.getCodePoint()));
    } catch (org.yaml.snakeyaml.error.YAMLException e) {
      throw new YamlException(
          new FilePosition(file, 1, 1),
          String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static String problem(MarkedYAMLException e) {
    String context = e.getContext();
    String problem = String.valueOf(e.getProblem()).replace("'\\t(TAB)'", "a tab");
    return context == null ? problem : context + ": " + problem;
  }

  YamlValue value(Node node) {
    if (node.isTwoStepsConstruction()) {
      throw new YamlException(position(node.getStartMark()), "the value contains itself");
    }
    if (++visited > MAX_NODES) {
      throw new YamlException(
          position(node.getStartMark()),
          "file has more than %d values, aliases counted each time".formatted(MAX_NODES));
    }
    return new YamlValue(this, node);
  }

  FilePosition position(Mark mark) {
    return mark == null
        ? new FilePosition(file, 1, 1)
        : new FilePosition(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private FilePosition positionOf(String text, int index) {
    String before = text.substring(0, Math.clamp(index, 0, text.length()));
    int lines = (int) before.chars().filter(c -> c == '\n').count();
    return new FilePosition(file, lines + 1, before.length() - before.lastIndexOf('\n'));
  }
}
