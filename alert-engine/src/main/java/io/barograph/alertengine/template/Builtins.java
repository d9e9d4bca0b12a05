package io.barograph.alertengine.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that every Go template has. */
final class Builtins {
  private static final Map<String, TemplateFunction> FUNCTIONS = new LinkedHashMap<>();

  static {
    // These two are evaluated by the execution, which stops at the argument that decides.
    FUNCTIONS.put("and", List::getLast);
    FUNCTIONS.put("or", List::getLast);
    FUNCTIONS.put("not", arguments -> !Values.truth(Arguments.of(arguments, 1).any(0)));
    FUNCTIONS.put("len", arguments -> Values.length(Arguments.of(arguments, 1).any(0)));
    FUNCTIONS.put("index", Builtins::index);
    FUNCTIONS.put("slice", Builtins::slice);
    FUNCTIONS.put("print", Builtins::print);
    FUNCTIONS.put("println", Builtins::println);
    FUNCTIONS.put(
        "printf",
        arguments ->
            Printf.print(
                Arguments.atLeast(arguments, 1).text(0), arguments.subList(1, arguments.size())));
    FUNCTIONS.put("html", arguments -> GoText.html(print(arguments)));
    FUNCTIONS.put("js", arguments -> js(print(arguments)));
    FUNCTIONS.put("urlquery", arguments -> URLEncoder.encode(print(arguments), UTF_8));
    FUNCTIONS.put("eq", Builtins::anyEqual);
    FUNCTIONS.put("ne", arguments -> !equal(Arguments.of(arguments, 2)));
    FUNCTIONS.put("lt", arguments -> compare(Arguments.of(arguments, 2)) < 0);
    FUNCTIONS.put("le", arguments -> compare(Arguments.of(arguments, 2)) <= 0);
    FUNCTIONS.put("gt", arguments -> compare(Arguments.of(arguments, 2)) > 0);
    FUNCTIONS.put("ge", arguments -> compare(Arguments.of(arguments, 2)) >= 0);
  }

  private Builtins() {}

  /** These and others, which win where names are the same. */
  static Map<String, TemplateFunction> with(Map<String, TemplateFunction> others) {
    Map<String, TemplateFunction> all = new LinkedHashMap<>(FUNCTIONS);
    all.putAll(others);
    return all;
  }

  /** With spaces between operands of which neither is a string. */
  static String print(List<@Nullable Object> arguments) {
    StringBuilder text = new StringBuilder();
    boolean afterText = true;
    for (Object argument : arguments) {
      boolean isText = argument instanceof String;
      text.append(afterText || isText ? "" : " ").append(Values.print(argument));
      afterText = isText;
    }
    return text.toString();
  }

  private static String println(List<@Nullable Object> arguments) {
    return String.join(" ", arguments.stream().map(Values::print).toList()) + "\n";
  }

  private static @Nullable Object index(List<@Nullable Object> arguments) {
    Object value = Arguments.atLeast(arguments, 1).any(0);
    for (Object key : arguments.subList(1, arguments.size())) {
      value = at(value, key);
    }
    return value;
  }

  private static @Nullable Object at(@Nullable Object value, @Nullable Object key) {
    return switch (value) {
      case Map<?, ?> map -> map.containsKey(key) ? map.get(key) : "";
      case List<?> list -> list.get(position(key, list.size() - 1));
      case null -> throw new IllegalArgumentException("index of untyped nil");
      default ->
          throw new IllegalArgumentException("can't index item of type " + Values.type(value));
    };
  }

  private static Object slice(List<@Nullable Object> arguments) {
    Object value = Arguments.atLeast(arguments, 1).any(0);
    int length = Math.toIntExact(Values.length(value));
    int from = arguments.size() > 1 ? position(arguments.get(1), length) : 0;
    int to = arguments.size() > 2 ? position(arguments.get(2), length) : length;
    if (from > to) {
      throw new IllegalArgumentException("invalid slice index: %d > %d".formatted(from, to));
    }
    if (value == null) {
      throw new IllegalArgumentException("slice of untyped nil");
    }
    return switch (value) {
      case String text -> new String(text.getBytes(UTF_8), from, to - from, UTF_8);
      case List<?> list -> list.subList(from, to);
      default ->
          throw new IllegalArgumentException("can't slice item of type " + Values.type(value));
    };
  }

  private static int position(@Nullable Object key, int last) {
    if (!(key instanceof Long position)) {
      throw new IllegalArgumentException("cannot index slice/array with type " + Values.type(key));
    }
    if (position < 0 || position > last) {
      throw new IllegalArgumentException("index out of range: " + position);
    }
    return Math.toIntExact(position);
  }

  private static Object anyEqual(List<@Nullable Object> arguments) {
    if (arguments.size() < 2) {
      throw new IllegalArgumentException("missing argument for comparison");
    }
    for (Object other : arguments.subList(1, arguments.size())) {
      if (equal(Arguments.atLeast(java.util.Arrays.asList(arguments.getFirst(), other), 2))) {
        return true;
      }
    }
    return false;
  }

  private static boolean equal(Arguments pair) {
    Object one = pair.any(0);
    Object other = pair.any(1);
    if (one == null || other == null) {
      return one == null && other == null;
    }
    if (one.getClass() != other.getClass()) {
      throw new IllegalArgumentException("incompatible types for comparison");
    }
    if (one instanceof Double number && other instanceof Double second) {
      return number.doubleValue() == second.doubleValue();
    }
    return one.equals(other);
  }

  private static int compare(Arguments pair) {
    Object one = pair.any(0);
    Object other = pair.any(1);
    if (one instanceof Long first && other instanceof Long second) {
      return Long.compare(first, second);
    }
    if (one instanceof Double first && other instanceof Double second) {
      return Double.compare(first, second);
    }
    if (one instanceof String first && other instanceof String second) {
      return first.compareTo(second);
    }
    throw new IllegalArgumentException(
        one != null && other != null && one.getClass() == other.getClass()
            ? "invalid type for comparison"
            : "incompatible types for comparison");
  }

  private static String js(String text) {
    return text.replace("\\", "\\\\")
        .replace("'", "\\'")
        .replace("\"", "\\\"")
        .replace("<", "\\u003C")
        .replace(">", "\\u003E")
        .replace("&", "\\u0026")
        .replace("=", "\\u003D")
        .replace("\n", "\\u000A");
  }
}
