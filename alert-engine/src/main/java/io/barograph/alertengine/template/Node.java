package io.barograph.alertengine.template;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A part of a template. */
sealed interface Node {
  /** Text as it stands. */
  record Text(String text) implements Node {}

  /** Prints the value of a pipeline, unless that declares or assigns. */
  record Action(Pipe pipe) implements Node {}

  /** {@code if} and {@code with}, which differ in what the dot is inside. */
  record Branch(boolean with, Pipe pipe, List<Node> then, List<Node> otherwise) implements Node {}

  /** {@code range}. */
  record Range(Pipe pipe, List<Node> body, List<Node> otherwise) implements Node {}

  /** {@code template} and the call of a {@code block}. */
  record Call(String template, @Nullable Pipe pipe, int line, int column) implements Node {}

  /** Adds the names of the templates that are called. */
  static void called(List<Node> nodes, Set<String> names) {
    for (Node node : nodes) {
      switch (node) {
        case Call call -> names.add(call.template());
        case Branch branch -> {
          called(branch.then(), names);
          called(branch.otherwise(), names);
        }
        case Range range -> {
          called(range.body(), names);
          called(range.otherwise(), names);
        }
        case Text _, Action _, Jump _ -> {}
      }
    }
  }

  /** Leaves or begins anew the innermost {@code range}. */
  record Jump(boolean leaves) implements Node {}

  /**
   * Commands, each of which gets the value of the one before as its last argument.
   *
   * @param variables that it declares or assigns, with the dollar
   * @param assigns whether the variables are there already
   */
  record Pipe(List<String> variables, boolean assigns, List<Command> commands, String text) {}

  /** A first operand with arguments. */
  record Command(List<Operand> operands, int line, int column) {}

  /** What a command consists of. */
  sealed interface Operand {
    /** A constant. */
    record Literal(@Nullable Object value) implements Operand {}

    /** {@code .} */
    record Dot() implements Operand {}

    /** {@code nil}, which only functions may be given. */
    record Nil() implements Operand {}

    /** The name of a function. */
    record Function(String name) implements Operand {}

    /** {@code $x}, with the dollar. */
    record Variable(String name) implements Operand {}

    /** {@code (...)} */
    record Inner(Pipe pipe) implements Operand {}

    /** Fields of another operand, outermost first. */
    record Fields(Operand of, List<String> names) implements Operand {}
  }
}
