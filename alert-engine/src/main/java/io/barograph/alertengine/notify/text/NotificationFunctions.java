package io.barograph.alertengine.notify.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.alertengine.template.Arguments;
import io.barograph.alertengine.template.GoTime;
import io.barograph.alertengine.template.Markup;
import io.barograph.alertengine.template.TemplateFunction;
import io.barograph.alertengine.template.TextFunctions;
import java.net.URLDecoder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions that Alertmanager gives to templates of notifications. */
final class NotificationFunctions {
  private final Map<String, TemplateFunction> functions = new LinkedHashMap<>();

  /**
   * @param clock for {@code since}
   */
  NotificationFunctions(InstantSource clock) {
    functions.putAll(TextFunctions.byName());
    functions.put("join", values -> join(Arguments.of(values, 2)));
    functions.put("stringSlice", ArrayList::new);
    functions.put("list", ArrayList::new);
    functions.put("append", NotificationFunctions::append);
    functions.put("dict", NotificationFunctions::dict);
    functions.put("date", values -> secondIsTime(values).format(Arguments.of(values, 2).text(0)));
    functions.put("tz", values -> secondIsTime(values).in(Arguments.of(values, 2).text(0)));
    one("since", arguments -> GoTime.utc(clock.instant()).since(GoTime.of(arguments.any(0))));
    one("trimSpace", arguments -> arguments.text(0).strip());
    one("safeHtml", arguments -> new Markup(arguments.text(0)));
    one("safeUrl", arguments -> arguments.text(0));
    one("urlUnescape", arguments -> unescape(arguments.text(0)));
    one("toJson", arguments -> JsonValue.of(arguments.any(0)));
  }

  Map<String, TemplateFunction> byName() {
    return functions;
  }

  private void one(String name, Function<Arguments, @Nullable Object> function) {
    functions.put(name, values -> function.apply(Arguments.of(values, 1)));
  }

  private static String join(Arguments arguments) {
    return arguments.list(1).stream()
        .map(String::valueOf)
        .collect(Collectors.joining(arguments.text(0)));
  }

  private static Object append(List<@Nullable Object> values) {
    List<@Nullable Object> longer = new ArrayList<>(Arguments.atLeast(values, 1).list(0));
    longer.addAll(values.subList(1, values.size()));
    return longer;
  }

  private static Object dict(List<@Nullable Object> values) {
    if (values.size() % 2 != 0) {
      throw new IllegalArgumentException("wants names and values in turn, got an odd number");
    }
    Arguments arguments = Arguments.atLeast(values, 0);
    Map<String, @Nullable Object> dictionary = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i += 2) {
      dictionary.put(arguments.text(i), arguments.any(i + 1));
    }
    return dictionary;
  }

  private static GoTime secondIsTime(List<@Nullable Object> values) {
    return GoTime.of(Arguments.of(values, 2).any(1));
  }

  private static String unescape(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
