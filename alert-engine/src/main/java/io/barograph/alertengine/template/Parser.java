package io.barograph.alertengine.template;

import io.barograph.alertengine.template.Node.Command;
import io.barograph.alertengine.template.Node.Operand;
import io.barograph.alertengine.template.Node.Pipe;
import io.barograph.alertengine.template.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recursive descent over the words of a template. */
final class Parser {
  private static final int MOST_NESTED = 200;

  private final String name;
  private final Set<String> functions;
  private final List<Token> tokens;
  private final Map<String, List<Node>> templates = new LinkedHashMap<>();
  private final List<String> variables = new ArrayList<>(List.of("$"));
  private int at;
  private int depth;
  private int ranges;

  Parser(String name, String text, Set<String> functions) {
    this.name = name;
    this.functions = functions;
    this.tokens = new Lexer(name, text).tokens();
  }

  /** All templates of the text by name, its own among them. */
  Map<String, List<Node>> parse() {
    List<Node> body = new ArrayList<>();
    Token end = list(body);
    if (end.is(Kind.IDENTIFIER)) {
      throw error(end, "unexpected {{" + end.text() + "}}");
    }
    templates.put(name, body);
    return templates;
  }

  /** Nodes up to the end, an {@code end} or an {@code else}, which is given back. */
  private Token list(List<Node> nodes) {
    while (true) {
      Token token = next();
      switch (token.kind()) {
        case TEXT -> {
          if (!token.text().isEmpty()) {
            nodes.add(new Node.Text(token.text()));
          }
        }
        case OPEN -> {
          Token first = peek();
          if (first.is(Kind.IDENTIFIER) && Set.of("end", "else").contains(first.text())) {
            return next();
          }
          action(nodes);
        }
        default -> {
          return token;
        }
      }
    }
  }

  private void action(List<Node> nodes) {
    Token first = peek();
    String keyword = first.is(Kind.IDENTIFIER) ? first.text() : "";
    switch (keyword) {
      case "if" -> nodes.add(branch(false));
      case "with" -> nodes.add(branch(true));
      case "range" -> nodes.add(range());
      case "template" -> nodes.add(call());
      case "block" -> nodes.add(block());
      case "define" -> define();
      case "break", "continue" -> {
        next();
        if (ranges == 0) {
          throw error(first, "{{" + keyword + "}} outside {{range}}");
        }
        close(keyword);
        nodes.add(new Node.Jump(keyword.equals("break")));
      }
      default -> {
        nodes.add(new Node.Action(pipe("command")));
        close("command");
      }
    }
  }

  private Node branch(boolean with) {
    Token keyword = next();
    deeper(keyword);
    int scope = variables.size();
    Pipe pipe = pipe(keyword.text());
    close(keyword.text());
    List<Node> then = new ArrayList<>();
    List<Node> otherwise = new ArrayList<>();
    Token end = list(then);
    if (end.is(Kind.IDENTIFIER) && end.text().equals("else")) {
      Token chained = peek();
      if (chained.is(Kind.IDENTIFIER) && Set.of("if", "with").contains(chained.text())) {
        otherwise.add(branch(chained.text().equals("with")));
        return leave(scope, new Node.Branch(with, pipe, then, otherwise));
      }
      close("else");
      end = list(otherwise);
    }
    end(end);
    return leave(scope, new Node.Branch(with, pipe, then, otherwise));
  }

  private Node range() {
    Token keyword = next();
    deeper(keyword);
    int scope = variables.size();
    Pipe pipe = pipe("range");
    close("range");
    List<Node> body = new ArrayList<>();
    List<Node> otherwise = new ArrayList<>();
    ranges++;
    Token end = list(body);
    ranges--;
    if (end.is(Kind.IDENTIFIER) && end.text().equals("else")) {
      close("else");
      end = list(otherwise);
    }
    end(end);
    return leave(scope, new Node.Range(pipe, body, otherwise));
  }

  private Node leave(int scope, Node node) {
    variables.subList(scope, variables.size()).clear();
    depth--;
    return node;
  }

  private void deeper(Token token) {
    if (++depth > MOST_NESTED) {
      throw error(token, "nested deeper than " + MOST_NESTED);
    }
  }

  private void end(Token end) {
    if (!end.is(Kind.IDENTIFIER) || !end.text().equals("end")) {
      throw error(
          end, end.is(Kind.END) ? "unexpected EOF" : "expected end; found {{" + end.text() + "}}");
    }
    close("end");
  }

  private Node call() {
    Token keyword = next();
    String template = templateName("template clause");
    Pipe pipe = peek().is(Kind.CLOSE) ? null : pipe("template clause");
    close("template clause");
    return new Node.Call(template, pipe, keyword.line(), keyword.column());
  }

  private Node block() {
    Token keyword = next();
    String template = templateName("block clause");
    Pipe pipe = pipe("block clause");
    close("block clause");
    defineBody(keyword, template);
    return new Node.Call(template, pipe, keyword.line(), keyword.column());
  }

  private void define() {
    Token keyword = next();
    String template = templateName("define clause");
    close("define clause");
    defineBody(keyword, template);
  }

  private void defineBody(Token keyword, String template) {
    deeper(keyword);
    List<String> outer = new ArrayList<>(variables);
    variables.subList(1, variables.size()).clear();
    List<Node> body = new ArrayList<>();
    end(list(body));
    templates.put(template, body);
    variables.clear();
    variables.addAll(outer);
    depth--;
  }

  private String templateName(String context) {
    Token token = next();
    if (token.value() instanceof String text) {
      return text;
    }
    throw error(token, "unexpected " + shown(token) + " in " + context);
  }

  private Pipe pipe(String context) {
    int start = at;
    List<String> declared = new ArrayList<>();
    boolean assigns = false;
    if (peek().is(Kind.VARIABLE)) {
      int words = declaration(declared, context);
      if (words > 0) {
        assigns = tokens.get(at + words - 1).is(Kind.ASSIGN);
        at += words;
      }
    }
    List<Command> commands = new ArrayList<>();
    while (true) {
      commands.add(command(context));
      if (!peek().is(Kind.PIPE)) {
        break;
      }
      next();
    }
    for (int i = 1; i < commands.size(); i++) {
      if (!isCallable(commands.get(i).operands().getFirst())) {
        throw error(peek(), "non executable command in pipeline stage " + (i + 1));
      }
    }
    for (String variable : declared) {
      if (assigns) {
        known(variable, tokens.get(start));
      } else {
        variables.add(variable);
      }
    }
    return new Pipe(declared, assigns, commands, written(start, at));
  }

  private static boolean isCallable(Operand operand) {
    return switch (operand) {
      case Operand.Literal _, Operand.Dot _, Operand.Nil _ -> false;
      default -> true;
    };
  }

  /** How many words declare or assign, 0 if the pipeline begins with a value. */
  private int declaration(List<String> declared, String context) {
    Token second = tokens.get(at + 1);
    if (second.is(Kind.DECLARE) || second.is(Kind.ASSIGN)) {
      declared.add(peek().text());
      return 2;
    }
    if (context.equals("range") && second.is(Kind.COMMA)) {
      Token other = tokens.get(at + 2);
      Token sign = tokens.get(at + 3);
      if (other.is(Kind.VARIABLE) && (sign.is(Kind.DECLARE) || sign.is(Kind.ASSIGN))) {
        declared.add(peek().text());
        declared.add(other.text());
        return 4;
      }
    }
    return 0;
  }

  private Command command(String context) {
    Token first = peek();
    List<Operand> operands = new ArrayList<>();
    while (!peek().is(Kind.CLOSE) && !peek().is(Kind.PIPE) && !peek().is(Kind.RIGHT)) {
      operands.add(operand(context));
    }
    if (operands.isEmpty()) {
      throw error(
          first,
          first.is(Kind.CLOSE) || first.is(Kind.RIGHT)
              ? "missing value for " + context
              : "unexpected " + shown(first) + " in " + context);
    }
    return new Command(operands, first.line(), first.column());
  }

  private Operand operand(String context) {
    Operand operand = term(context);
    List<String> names = new ArrayList<>();
    while (peek().is(Kind.FIELD) && !peek().spaced()) {
      names.add(next().text().substring(1));
    }
    return names.isEmpty() ? operand : new Operand.Fields(operand, names);
  }

  private Operand term(String context) {
    Token token = next();
    return switch (token.kind()) {
      case LITERAL -> new Operand.Literal(token.value());
      case DOT -> new Operand.Dot();
      case FIELD -> new Operand.Fields(new Operand.Dot(), List.of(token.text().substring(1)));
      case VARIABLE -> new Operand.Variable(known(token.text(), token));
      case IDENTIFIER -> function(token);
      case LEFT -> {
        deeper(token);
        Pipe pipe = pipe("parenthesized pipeline");
        Token right = next();
        if (!right.is(Kind.RIGHT)) {
          throw error(right, "unclosed left paren");
        }
        depth--;
        yield new Operand.Inner(pipe);
      }
      default -> throw error(token, "unexpected " + shown(token) + " in " + context);
    };
  }

  private Operand function(Token token) {
    if (token.text().equals("nil")) {
      return new Operand.Nil();
    }
    if (!functions.contains(token.text())) {
      throw error(token, "function \"" + token.text() + "\" not defined");
    }
    return new Operand.Function(token.text());
  }

  private String known(String variable, Token token) {
    if (!variables.contains(variable)) {
      throw error(token, "undefined variable \"" + variable + "\"");
    }
    return variable;
  }

  private void close(String context) {
    Token token = next();
    if (!token.is(Kind.CLOSE)) {
      throw error(token, "unexpected " + shown(token) + " in " + context);
    }
  }

  private String written(int start, int end) {
    StringBuilder text = new StringBuilder();
    for (Token token : tokens.subList(start, end)) {
      text.append(token.spaced() && !text.isEmpty() ? " " : "").append(token.text());
    }
    return text.toString();
  }

  private static String shown(Token token) {
    return token.is(Kind.END) ? "EOF" : "\"" + token.text() + "\"";
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    if (!token.is(Kind.END)) {
      at++;
    }
    return token;
  }

  private TemplateException error(@Nullable Token token, String message) {
    int line = token == null ? 1 : token.line();
    return new TemplateException("template: %s:%d: %s".formatted(name, line, message));
  }
}
