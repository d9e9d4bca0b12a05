package io.barograph.alertengine.rulefile.yaml;

import io.barograph.alertengine.rule.FilePosition;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads the first document of a file; what comes after it is ignored, as Prometheus does. */
public final class YamlDocument {
  /** Rule files nest seven deep. */
  private static final int DEEPEST = 50;

  private YamlDocument() {}

  /**
   * What a reading makes of the root; nothing where the file is empty or, as the problems then say,
   * cannot be read.
   */
  public static <T> Optional<T> read(
      byte[] content,
      UnknownFields unknownFields,
      Problems problems,
      Function<YamlNode, T> reading) {
    SourceText source = SourceText.of(content, problems);
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(compose(source))
          .map(root -> YamlNode.root(root, source, unknownFields, problems))
          .map(reading);
    } catch (MarkedYAMLException e) {
      problems.add(
          at(source, e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark()),
          "not YAML: " + reason(e));
    } catch (TooManyAliasesException e) {
      problems.add(at(source, e.mark()), String.valueOf(e.getMessage()));
    } catch (YAMLException e) {
      problems.add(source.at(0), "not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static FilePosition at(SourceText source, @Nullable Mark mark) {
    return mark == null ? source.at(0) : source.at(mark.getLine(), mark.getColumn());
  }

  private static @Nullable Node compose(SourceText source) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(DEEPEST);
    options.setCodePointLimit(SourceText.MOST_BYTES);
    // What aliases unfold to is bounded where it is unfolded.
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    Parser parser = new ParserImpl(new StreamReader(source.text()), options);
    Composer composer = new Composer(parser, new Resolver(), options);
    parser.getEvent();
    return parser.checkEvent(Event.ID.StreamEnd) ? null : composer.getNode();
  }

  private static String reason(MarkedYAMLException e) {
    String problem = e.getProblem();
    String context = e.getContext();
    String reason = context == null ? problem : context + ", " + problem;
    return reason == null ? "unreadable" : reason.replaceAll("\\s+", " ").strip();
  }
}
