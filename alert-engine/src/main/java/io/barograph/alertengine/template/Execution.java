package io.barograph.alertengine.template;

import io.barograph.alertengine.template.Node.Command;
import io.barograph.alertengine.template.Node.Operand;
import io.barograph.alertengine.template.Node.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a template once, within bounds. */
final class Execution {
  private static final int MOST_OUTPUT = 1 << 20;
  private static final int MOST_STEPS = 1_000_000;
  private static final int MOST_DEPTH = 100;
  private static final String NO_VALUE = "<no value>";

  private final String name;
  private final Map<String, List<Node>> templates;
  private final Map<String, TemplateFunction> functions;
  private final Function<@Nullable Object, String> printing;
  private final StringBuilder output = new StringBuilder();
  private final List<Variable> variables = new ArrayList<>();
  private String current;
  private int steps;
  private int depth;

  /** How a list of nodes was left. */
  private enum Left {
    AT_THE_END,
    BY_BREAK,
    BY_CONTINUE
  }

  private static final class Variable {
    private final String name;
    private @Nullable Object value;

    private Variable(String name, @Nullable Object value) {
      this.name = name;
      this.value = value;
    }
  }

  /**
   * @param printing the text of a value
   */
  Execution(
      String name,
      Map<String, List<Node>> templates,
      Map<String, TemplateFunction> functions,
      Function<@Nullable Object, String> printing) {
    this.name = name;
    this.templates = templates;
    this.functions = functions;
    this.printing = printing;
    this.current = name;
  }

  /** What a template prints for some data. */
  String run(String template, @Nullable Object data) {
    List<Node> body = templates.get(template);
    if (body == null) {
      throw new TemplateException(
          "template: no template \"%s\" associated with template \"%s\"".formatted(template, name));
    }
    current = template;
    variables.add(new Variable("$", data));
    var _ = nodes(body, data);
    return output.toString();
  }

  private Left nodes(List<Node> nodes, @Nullable Object dot) {
    int scope = variables.size();
    Left left = Left.AT_THE_END;
    for (Node node : nodes) {
      left = node(node, dot);
      if (left != Left.AT_THE_END) {
        break;
      }
    }
    leave(scope);
    return left;
  }

  private void leave(int scope) {
    variables.subList(scope, variables.size()).clear();
  }

  private Left node(Node node, @Nullable Object dot) {
    step();
    switch (node) {
      case Node.Text text -> print(text.text());
      case Node.Action action -> {
        Object value = pipe(action.pipe(), dot);
        if (action.pipe().variables().isEmpty()) {
          print(printing.apply(value == null ? NO_VALUE : value));
        }
      }
      case Node.Branch branch -> {
        return branch(branch, dot);
      }
      case Node.Range range -> {
        return range(range, dot);
      }
      case Node.Call call -> call(call, dot);
      case Node.Jump jump -> {
        return jump.leaves() ? Left.BY_BREAK : Left.BY_CONTINUE;
      }
    }
    return Left.AT_THE_END;
  }

  private void step() {
    if (++steps > MOST_STEPS) {
      throw error("more than " + MOST_STEPS + " steps");
    }
  }

  private void print(String text) {
    if (output.length() + text.length() > MOST_OUTPUT) {
      throw error("more than " + MOST_OUTPUT + " characters of output");
    }
    output.append(text);
  }

  private Left branch(Node.Branch branch, @Nullable Object dot) {
    int scope = variables.size();
    Object value = pipe(branch.pipe(), dot);
    boolean then = Values.truth(value);
    Left left =
        nodes(then ? branch.then() : branch.otherwise(), then && branch.with() ? value : dot);
    leave(scope);
    return left;
  }

  private Left range(Node.Range range, @Nullable Object dot) {
    int scope = variables.size();
    Object value = pipe(range.pipe(), dot);
    Left left = Left.AT_THE_END;
    boolean any = false;
    switch (value) {
      case List<?> list -> {
        for (int i = 0; i < list.size() && left != Left.BY_BREAK; i++) {
          any = true;
          left = body(range, (long) i, list.get(i), scope);
        }
      }
      case Map<?, ?> map -> {
        for (Map.Entry<String, Object> entry : sorted(map).entrySet()) {
          any = true;
          left = body(range, entry.getKey(), entry.getValue(), scope);
          if (left == Left.BY_BREAK) {
            break;
          }
        }
      }
      case Long count -> {
        for (long i = 0; i < count && left != Left.BY_BREAK; i++) {
          any = true;
          left = body(range, i, i, scope);
        }
      }
      case null -> {}
      default -> throw error("range can't iterate over " + Values.print(value));
    }
    leave(scope);
    return any ? Left.AT_THE_END : nodes(range.otherwise(), dot);
  }

  private static Map<String, Object> sorted(Map<?, ?> map) {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
    return sorted;
  }

  private Left body(Node.Range range, Object index, @Nullable Object item, int scope) {
    step();
    List<String> names = range.pipe().variables();
    leave(scope);
    if (names.size() == 1) {
      variables.add(new Variable(names.getFirst(), item));
    } else if (names.size() == 2) {
      variables.add(new Variable(names.getFirst(), index));
      variables.add(new Variable(names.getLast(), item));
    }
    return nodes(range.body(), item);
  }

  private void call(Node.Call call, @Nullable Object dot) {
    List<Node> body = templates.get(call.template());
    if (body == null) {
      throw error("template \"" + call.template() + "\" not defined");
    }
    if (++depth > MOST_DEPTH) {
      throw error("exceeded maximum template depth (" + MOST_DEPTH + ")");
    }
    Pipe pipe = call.pipe();
    Object data = pipe == null ? null : pipe(pipe, dot);
    List<Variable> outer = new ArrayList<>(variables);
    String caller = current;
    variables.clear();
    variables.add(new Variable("$", data));
    current = call.template();
    var _ = nodes(body, data);
    current = caller;
    variables.clear();
    variables.addAll(outer);
    depth--;
  }

  private @Nullable Object pipe(Pipe pipe, @Nullable Object dot) {
    Object value = null;
    for (int i = 0; i < pipe.commands().size(); i++) {
      value = command(pipe, pipe.commands().get(i), dot, i > 0, value);
    }
    for (String variable : pipe.variables()) {
      if (pipe.assigns()) {
        find(variable).value = value;
      } else {
        variables.add(new Variable(variable, value));
      }
    }
    return value;
  }

  private @Nullable Object command(
      Pipe pipe, Command command, @Nullable Object dot, boolean piped, @Nullable Object last) {
    step();
    Operand first = command.operands().getFirst();
    try {
      if (first instanceof Operand.Function function) {
        return function(function.name(), command, dot, piped, last);
      }
      List<Operand> arguments = command.operands().subList(1, command.operands().size());
      Object value = first instanceof Operand.Fields fields ? fields(fields, dot) : null;
      if (value instanceof TemplateFunction method) {
        return call(name(first), method, arguments, dot, piped, last);
      }
      if (!arguments.isEmpty() || piped) {
        throw new IllegalArgumentException("can't give argument to non-function " + pipe.text());
      }
      if (first instanceof Operand.Nil) {
        throw new IllegalArgumentException("nil is not a command");
      }
      return first instanceof Operand.Fields ? value : operand(first, dot);
    } catch (IllegalArgumentException e) {
      throw new TemplateException(
          "template: %s:%d:%d: executing \"%s\" at <%s>: %s"
              .formatted(
                  name, command.line(), command.column(), current, pipe.text(), e.getMessage()));
    }
  }

  private @Nullable Object function(
      String function,
      Command command,
      @Nullable Object dot,
      boolean piped,
      @Nullable Object last) {
    List<Operand> operands = command.operands().subList(1, command.operands().size());
    if (function.equals("and") || function.equals("or")) {
      return shortCircuit(function.equals("or"), operands, dot, piped, last);
    }
    TemplateFunction called = functions.get(function);
    if (called == null) {
      throw new IllegalArgumentException("\"" + function + "\" is not a defined function");
    }
    return call(function, called, operands, dot, piped, last);
  }

  private @Nullable Object call(
      String function,
      TemplateFunction called,
      List<Operand> operands,
      @Nullable Object dot,
      boolean piped,
      @Nullable Object last) {
    List<@Nullable Object> arguments = new ArrayList<>();
    for (Operand operand : operands) {
      arguments.add(operand(operand, dot));
    }
    if (piped) {
      arguments.add(last);
    }
    try {
      return called.call(arguments);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("error calling " + function + ": " + e.getMessage(), e);
    }
  }

  /** The first argument that decides, and no other is evaluated after it. */
  private @Nullable Object shortCircuit(
      boolean decides,
      List<Operand> operands,
      @Nullable Object dot,
      boolean piped,
      @Nullable Object last) {
    Object value = null;
    for (Operand operand : operands) {
      value = operand(operand, dot);
      if (Values.truth(value) == decides) {
        return value;
      }
    }
    return piped ? last : value;
  }

  private @Nullable Object operand(Operand operand, @Nullable Object dot) {
    return switch (operand) {
      case Operand.Literal literal -> literal.value();
      case Operand.Dot _ -> dot;
      case Operand.Nil _ -> null;
      case Operand.Variable variable -> find(variable.name()).value;
      case Operand.Inner inner -> pipe(inner.pipe(), dot);
      case Operand.Function function ->
          function(function.name(), new Command(List.of(function), 0, 0), dot, false, null);
      case Operand.Fields fields -> {
        Object value = fields(fields, dot);
        yield value instanceof TemplateFunction method
            ? call(name(fields), method, List.of(), dot, false, null)
            : value;
      }
    };
  }

  private static String name(Operand operand) {
    return operand instanceof Operand.Fields fields ? fields.names().getLast() : "";
  }

  /** A field, or the method of that name. */
  private @Nullable Object fields(Operand.Fields fields, @Nullable Object dot) {
    Object value = operand(fields.of(), dot);
    for (String field : fields.names()) {
      value = field(value, field);
    }
    return value;
  }

  private static @Nullable Object field(@Nullable Object value, String field) {
    return switch (value) {
      case null ->
          throw new IllegalArgumentException("nil data; no entry for key \"" + field + "\"");
      case TemplateObject object -> object.field(field);
      // A label that is not there is empty, as everywhere in Prometheus.
      case Map<?, ?> map -> map.containsKey(field) ? map.get(field) : "";
      default ->
          throw new IllegalArgumentException(
              "can't evaluate field " + field + " in type " + Values.type(value));
    };
  }

  private Variable find(String variable) {
    for (int i = variables.size() - 1; i >= 0; i--) {
      if (variables.get(i).name.equals(variable)) {
        return variables.get(i);
      }
    }
    throw error("undefined variable: " + variable);
  }

  private TemplateException error(String message) {
    return new TemplateException(
        "template: %s: executing \"%s\": %s".formatted(name, current, message));
  }
}
