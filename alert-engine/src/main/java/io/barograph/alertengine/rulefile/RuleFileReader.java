package io.barograph.alertengine.rulefile;

import static io.barograph.promql.lex.StringSyntax.quote;

import io.barograph.alertengine.rule.RuleFile;
import io.barograph.alertengine.rule.RuleGroup;
import io.barograph.alertengine.rulefile.yaml.FileContent;
import io.barograph.alertengine.rulefile.yaml.Problems;
import io.barograph.alertengine.rulefile.yaml.UnknownFields;
import io.barograph.alertengine.rulefile.yaml.YamlDocument;
import io.barograph.alertengine.rulefile.yaml.YamlNode;
import io.barograph.promql.parse.Parser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads rule files. Stateless: one reader serves all threads. */
public final class RuleFileReader {
  private static final Set<String> FIELDS = Set.of("groups");

  private static final byte[] NOTHING = {};

  private final Parser parser;
  private final TemplateSyntax templates;
  private final UnknownFields unknownFields;

  /**
   * A reader.
   *
   * @param parser of the expressions
   */
  public RuleFileReader(Parser parser, TemplateSyntax templates, UnknownFields unknownFields) {
    this.parser = parser;
    this.templates = templates;
    this.unknownFields = unknownFields;
  }

  /**
   * The rules of a file.
   *
   * @throws RuleFileException with all that is wrong with it
   */
  public RuleFile read(Path path) throws RuleFileException {
    Problems problems = Problems.of(path.toString());
    byte[] content = FileContent.read(path, problems).orElse(NOTHING);
    return read(path.toString(), content, problems);
  }

  /**
   * The rules of a text.
   *
   * @param path as groups and messages name it
   * @throws RuleFileException with all that is wrong with it
   */
  public RuleFile read(String path, byte[] content) throws RuleFileException {
    return read(path, content, Problems.of(path));
  }

  private RuleFile read(String path, byte[] content, Problems problems) throws RuleFileException {
    List<RuleGroup> groups =
        YamlDocument.read(content, unknownFields, problems, root -> groups(path, root, problems))
            .orElse(List.of());
    if (!problems.isEmpty()) {
      throw new RuleFileException(problems.found());
    }
    return new RuleFile(path, groups);
  }

  private List<RuleGroup> groups(String path, YamlNode root, Problems problems) {
    Map<String, YamlNode> fields = root.fields(FIELDS, "a rule file");
    YamlNode list = fields.get("groups");
    List<RuleGroup> groups = new ArrayList<>();
    Set<String> names = new HashSet<>();
    GroupReader reader = new GroupReader(path, parser, templates);
    for (YamlNode item : list == null ? List.<YamlNode>of() : list.items()) {
      RuleGroup group = reader.read(item, problems);
      if (!names.add(group.key().name())) {
        problems.add(
            item.position(),
            "groupname: %s is repeated in the same file".formatted(quote(group.key().name())));
      }
      groups.add(group);
    }
    return groups;
  }
}
