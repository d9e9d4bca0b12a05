package io.barograph.alertengine.template;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The functions that templates of rules and those of notifications have in common. */
public final class TextFunctions {
  private static final Map<String, TemplateFunction> ALL = all();

  private TextFunctions() {}

  /** The functions by name. */
  public static Map<String, TemplateFunction> byName() {
    return ALL;
  }

  private static Map<String, TemplateFunction> all() {
    Map<String, TemplateFunction> functions = new LinkedHashMap<>();
    functions.put("title", one(arguments -> GoText.title(arguments.text(0))));
    functions.put("toUpper", one(arguments -> arguments.text(0).toUpperCase(Locale.ROOT)));
    functions.put("toLower", one(arguments -> arguments.text(0).toLowerCase(Locale.ROOT)));
    functions.put("humanizeDuration", one(arguments -> Humanize.duration(arguments.number(0))));
    functions.put("match", TextFunctions::match);
    functions.put("reReplaceAll", TextFunctions::replaceAll);
    return Map.copyOf(functions);
  }

  private static TemplateFunction one(Function<Arguments, @Nullable Object> function) {
    return values -> function.apply(Arguments.of(values, 1));
  }

  private static Object match(List<@Nullable Object> values) {
    Arguments arguments = Arguments.of(values, 2);
    try {
      return Pattern.compile(arguments.text(0)).matcher(arguments.text(1)).find();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Object replaceAll(List<@Nullable Object> values) {
    Arguments arguments = Arguments.of(values, 3);
    try {
      return GoText.replaceAll(arguments.text(0), arguments.text(1), arguments.text(2));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
