package io.barograph.alertengine.rulefile.yaml;

import static io.barograph.promql.lex.StringSyntax.quote;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Gathers the entries of a mapping. Its own go before those that {@code <<} merges in. */
final class MappingEntries {
  private final YamlNode mapping;
  private final Map<String, YamlNode> entries = new LinkedHashMap<>();
  private final Set<Node> merging = Collections.newSetFromMap(new IdentityHashMap<>());

  private MappingEntries(YamlNode mapping) {
    this.mapping = mapping;
  }

  static Map<String, YamlNode> of(YamlNode mapping, MappingNode node) {
    MappingEntries gathered = new MappingEntries(mapping);
    gathered.add(node);
    return gathered.entries;
  }

  private void add(MappingNode node) {
    Set<String> own = new HashSet<>();
    for (NodeTuple tuple : node.getValue()) {
      YamlNode key = mapping.child(tuple.getKeyNode());
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        continue;
      }
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        key.problem("a key must be a text");
      } else if (!own.add(scalar.getValue())) {
        key.problem("key %s is there twice".formatted(quote(scalar.getValue())));
      } else {
        entries.putIfAbsent(scalar.getValue(), mapping.value(tuple.getValueNode(), key.position()));
      }
    }
    merging.add(node);
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        merge(tuple.getValueNode());
      }
    }
    merging.remove(node);
  }

  private void merge(Node node) {
    YamlNode merged = mapping.child(node);
    merged.visit();
    if (merging.contains(node)) {
      merged.problem("a mapping cannot be merged into itself");
    } else if (node instanceof MappingNode other) {
      add(other);
    } else if (node instanceof SequenceNode sequence
        && sequence.getValue().stream().allMatch(MappingNode.class::isInstance)) {
      merging.add(node);
      sequence.getValue().forEach(this::merge);
      merging.remove(node);
    } else {
      merged.problem("only a mapping or a list of mappings can be merged");
    }
  }
}
