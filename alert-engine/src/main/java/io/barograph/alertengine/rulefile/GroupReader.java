package io.barograph.alertengine.rulefile;

import static io.barograph.promql.lex.StringSyntax.quote;

import io.barograph.alertengine.rule.Rule;
import io.barograph.alertengine.rule.RuleGroup;
import io.barograph.alertengine.rulefile.yaml.Problems;
import io.barograph.alertengine.rulefile.yaml.YamlNode;
import io.barograph.promql.parse.Parser;
import io.barograph.storage.alerts.GroupKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a group. What is wrong becomes a problem, and the group is read on. */
final class GroupReader {
  private static final Set<String> FIELDS =
      Set.of("name", "interval", "query_offset", "limit", "labels", "rules");

  private final String file;
  private final Parser parser;
  private final TemplateSyntax templates;

  GroupReader(String file, Parser parser, TemplateSyntax templates) {
    this.file = file;
    this.parser = parser;
    this.templates = templates;
  }

  RuleGroup read(YamlNode group, Problems problems) {
    YamlNode nameField = group.reportingTo(Problems.of("")).entries().get("name");
    String name = nameField == null ? "" : nameField.text();
    Problems ofGroup = problems.about("group " + quote(name));
    Map<String, YamlNode> fields = group.reportingTo(ofGroup).fields(FIELDS, "a group");
    checkName(group, fields.get("name"), ofGroup);
    Map<String, String> labels = LabelFields.labels(fields.get("labels"), ofGroup);
    List<Rule> rules = new ArrayList<>();
    YamlNode list = fields.get("rules");
    int number = 0;
    for (YamlNode item : list == null ? List.<YamlNode>of() : list.items()) {
      number++;
      RuleReader.read(item, number, labels, parser, templates, ofGroup).ifPresent(rules::add);
    }
    YamlNode limit = fields.get("limit");
    return new RuleGroup(
        new GroupKey(file, name),
        positive(fields.get("interval")),
        duration(fields.get("query_offset")),
        limit == null ? 0 : limit.integer(),
        rules);
  }

  private static void checkName(YamlNode group, @Nullable YamlNode name, Problems problems) {
    if (group.isMapping() && (name == null || (name.text().isEmpty() && name.isScalar()))) {
      problems.add(group.position(), "groupname must not be empty");
    }
  }

  /** Zero is that of the settings, as in Prometheus. */
  private static @Nullable Duration positive(@Nullable YamlNode field) {
    Duration duration = duration(field);
    return duration == null || duration.isZero() ? null : duration;
  }

  private static @Nullable Duration duration(@Nullable YamlNode field) {
    return field == null || field.isNull() ? null : field.duration();
  }
}
