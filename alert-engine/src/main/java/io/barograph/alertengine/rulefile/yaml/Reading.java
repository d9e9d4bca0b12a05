package io.barograph.alertengine.rulefile.yaml;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What all nodes of a document share while it is read. Counts what is read again, so that a bomb of
 * aliases does not go off; reading twice what stands there once stays far below the limit.
 */
final class Reading {
  static final int MOST_REPEATED = 2_000_000;
  private static final int CHARS_OF_A_VALUE = 16;

  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final UnknownFields unknownFields;
  private long repeated;

  Reading(UnknownFields unknownFields) {
    this.unknownFields = unknownFields;
  }

  UnknownFields unknownFields() {
    return unknownFields;
  }

  /**
   * Notes that a node is read.
   *
   * @throws TooManyAliasesException if that is once too often
   */
  void visit(Node node) {
    if (!seen.add(node)) {
      repeated += size(node);
      if (repeated > MOST_REPEATED) {
        throw new TooManyAliasesException(node.getStartMark());
      }
    }
  }

  private static long size(Node node) {
    return switch (node) {
      case ScalarNode scalar -> 1 + scalar.getValue().length() / CHARS_OF_A_VALUE;
      case SequenceNode sequence -> 1 + sequence.getValue().size();
      case MappingNode mapping -> 1 + mapping.getValue().size();
      default -> 1;
    };
  }
}
