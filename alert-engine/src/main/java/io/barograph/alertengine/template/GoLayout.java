package io.barograph.alertengine.template;

import static java.util.Objects.requireNonNull;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times in the layouts of Go's package time, which show how the reference time would be written.
 */
final class GoLayout {
  /** Where several begin alike the longer stands first. */
  private static final Map<String, Function<ZonedDateTime, String>> ELEMENTS =
      new LinkedHashMap<>();

  static {
    pattern("January", "MMMM");
    pattern("Jan", "MMM");
    pattern("Monday", "EEEE");
    pattern("Mon", "EEE");
    ELEMENTS.put("MST", GoLayout::zoneName);
    pattern("2006", "yyyy");
    ELEMENTS.put("-07:00:00", time -> offset(time, ":", true));
    ELEMENTS.put("-070000", time -> offset(time, "", true));
    ELEMENTS.put("-07:00", time -> offset(time, ":", false));
    ELEMENTS.put("-0700", time -> offset(time, "", false));
    ELEMENTS.put("-07", time -> offset(time, "", false).substring(0, 3));
    ELEMENTS.put("Z07:00", time -> zulu(time, ":"));
    ELEMENTS.put("Z0700", time -> zulu(time, ""));
    pattern("002", "DDD");
    pattern("01", "MM");
    pattern("02", "dd");
    pattern("03", "hh");
    pattern("04", "mm");
    pattern("05", "ss");
    pattern("06", "yy");
    pattern("15", "HH");
    pattern("PM", "a");
    ELEMENTS.put("pm", time -> time.getHour() < 12 ? "am" : "pm");
    ELEMENTS.put("_2", time -> "%2d".formatted(time.getDayOfMonth()));
    pattern("1", "M");
    pattern("2", "d");
    pattern("3", "h");
    pattern("4", "m");
    pattern("5", "s");
  }

  /** A fraction of a second, of zeros to be kept or nines to be cut; else one of the elements. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<fraction>[.,](?:0+|9+))(?!\\d)|(?<element>"
              + String.join("|", ELEMENTS.keySet())
              + ")");

  private GoLayout() {}

  private static void pattern(String element, String javaPattern) {
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(javaPattern, Locale.ENGLISH);
    ELEMENTS.put(element, formatter::format);
  }

  static String format(String layout, ZonedDateTime time) {
    Matcher matcher = TOKEN.matcher(layout);
    StringBuilder text = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      String fraction = matcher.group("fraction");
      String element = matcher.group("element");
      text.append(layout, end, matcher.start());
      text.append(
          fraction == null
              ? requireNonNull(ELEMENTS.get(element)).apply(time)
              : fraction(fraction, time));
      end = matcher.end();
    }
    return text.append(layout, end, layout.length()).toString();
  }

  private static String fraction(String layout, ZonedDateTime time) {
    int digits = Math.min(9, layout.length() - 1);
    String written = "%09d".formatted(time.getNano()).substring(0, digits);
    if (layout.charAt(1) == '0') {
      return layout.charAt(0) + written;
    }
    String cut = written.replaceAll("0+$", "");
    return cut.isEmpty() ? "" : layout.charAt(0) + cut;
  }

  private static String offset(ZonedDateTime time, String separator, boolean seconds) {
    int total = time.getOffset().getTotalSeconds();
    int size = Math.abs(total);
    String text =
        "%c%02d%s%02d".formatted(total < 0 ? '-' : '+', size / 3600, separator, size / 60 % 60);
    return seconds ? text + "%s%02d".formatted(separator, size % 60) : text;
  }

  private static String zulu(ZonedDateTime time, String separator) {
    return time.getOffset().getTotalSeconds() == 0 ? "Z" : offset(time, separator, false);
  }

  private static String zoneName(ZonedDateTime time) {
    if (time.getZone() instanceof ZoneOffset || time.getZone().normalized() instanceof ZoneOffset) {
      return time.getOffset().equals(ZoneOffset.UTC) ? "UTC" : offset(time, "", false);
    }
    return DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time);
  }
}
