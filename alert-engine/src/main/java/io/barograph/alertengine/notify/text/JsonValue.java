package io.barograph.alertengine.notify.text;

import io.barograph.alertengine.notify.json.JsonText;
import io.barograph.alertengine.template.GoTime;
import io.barograph.alertengine.template.Markup;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of templates as JSON. */
final class JsonValue {
  private JsonValue() {}

  /**
   * The JSON of a value.
   *
   * @throws IllegalArgumentException if it is or holds something that has none
   */
  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Boolean flag -> flag.toString();
      case Long number -> number.toString();
      case Double number when Double.isFinite(number) ->
          number == Math.rint(number) && Math.abs(number) < 1e15
              ? Long.toString(number.longValue())
              : number.toString();
      case String text -> quoted(text);
      case Markup markup -> quoted(markup.html());
      case GoTime time -> quoted(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.time()));
      case Map<?, ?> map -> object(map);
      case List<?> list ->
          list.stream().map(JsonValue::of).collect(Collectors.joining(",", "[", "]"));
      case AlertData alert ->
          object(
              fields(
                  alert::field,
                  "Status",
                  "Labels",
                  "Annotations",
                  "StartsAt",
                  "EndsAt",
                  "Fingerprint"));
      default -> throw new IllegalArgumentException("json: unsupported value: " + value);
    };
  }

  private static Map<String, @Nullable Object> fields(
      java.util.function.Function<String, Object> field, String... names) {
    Map<String, @Nullable Object> fields = new TreeMap<>();
    for (String name : names) {
      // As the tags of Alertmanager's own structures name them.
      fields.put(Character.toLowerCase(name.charAt(0)) + name.substring(1), field.apply(name));
    }
    return fields;
  }

  private static String object(Map<?, ?> map) {
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    map.forEach((name, value) -> sorted.put(String.valueOf(name), value));
    return sorted.entrySet().stream()
        .map(entry -> quoted(entry.getKey()) + ":" + of(entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(String text) {
    return new JsonText().value(text).toString();
  }
}
