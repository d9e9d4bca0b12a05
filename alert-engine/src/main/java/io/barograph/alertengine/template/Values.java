package io.barograph.alertengine.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Go does with values without being told: truth, printing, the names of types. */
final class Values {
  private Values() {}

  /** Whether a value counts as true: all but nil, false, zero and what is empty. */
  static boolean truth(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean flag -> flag;
      case Long number -> number != 0;
      case Double number -> number != 0;
      case String text -> !text.isEmpty();
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }

  /** As {@code %v} prints it. */
  static String print(@Nullable Object value) {
    return switch (value) {
      case null -> "<nil>";
      case Double number -> GoNumbers.shortest(number);
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default -> value.toString();
    };
  }

  /** As {@link #print}, escaped for HTML unless it is HTML already. */
  static String printHtml(@Nullable Object value) {
    return value instanceof Markup markup ? markup.html() : GoText.html(print(value));
  }

  private static String list(List<?> list) {
    StringBuilder text = new StringBuilder("[");
    for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
      text.append(print(items.next())).append(items.hasNext() ? " " : "");
    }
    return text.append(']').toString();
  }

  private static String map(Map<?, ?> map) {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
    StringBuilder text = new StringBuilder("map[");
    String separator = "";
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      text.append(separator).append(entry.getKey()).append(':').append(print(entry.getValue()));
      separator = " ";
    }
    return text.append(']').toString();
  }

  /** The name of the type in Go. */
  static String type(@Nullable Object value) {
    return switch (value) {
      case null -> "<nil>";
      case Boolean _ -> "bool";
      case Long _ -> "int";
      case Double _ -> "float64";
      case String _ -> "string";
      case List<?> _ -> "[]interface {}";
      case Map<?, ?> _ -> "map[string]string";
      default -> "struct";
    };
  }

  /** Bytes of a string, items of a list, entries of a map. */
  static long length(@Nullable Object value) {
    return switch (value) {
      case String text -> text.getBytes(UTF_8).length;
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      case null, default -> throw new IllegalArgumentException("len of type " + type(value));
    };
  }
}
