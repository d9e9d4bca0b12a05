package io.barograph.queryapi;

import io.barograph.queryapi.services.Grid;
import io.barograph.queryapi.services.RequestFilter;
import io.barograph.queryapi.services.Window;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What the parameters of a service view ask for. */
final class ServiceQuestion {
  private static final Duration DEFAULT_SPAN = Duration.ofHours(1);
  private static final int DEFAULT_POINTS = 60;
  private static final long SHORTEST_STEP = 10_000;

  /** As long as a year, so that no sum of times overflows. */
  private static final Duration LONGEST_SPAN = Duration.ofDays(366);

  /** The end of the year 9999, which every client can read. */
  private static final long LATEST = 253_402_300_799_000L;

  private static final int DEFAULT_LIMIT = 100;
  private static final int HIGHEST_LIMIT = 1000;
  private static final int MOST_VALUES = 100;

  private final Parameters parameters;
  private final Window window;
  private final int position;

  ServiceQuestion(Parameters parameters, Clock clock) {
    this.parameters = parameters;
    String cursor = parameters.text("cursor");
    if (cursor.isEmpty()) {
      this.window = window(parameters, clock);
      this.position = 0;
    } else {
      ServiceCursor place = ServiceCursor.parse(cursor);
      this.window = checked(place.from(), place.to());
      this.position = place.position();
    }
  }

  private static Window window(Parameters parameters, Clock clock) {
    long to = bounded("to", parameters.time("to", clock.millis()));
    long from = bounded("from", parameters.time("from", to - DEFAULT_SPAN.toMillis()));
    return checked(from, to);
  }

  private static long bounded(String name, long time) {
    if (time < 0 || time > LATEST) {
      throw ApiException.badParameter(name, "must lie between the years 1970 and 9999");
    }
    return time;
  }

  private static Window checked(long from, long to) {
    if (to <= from) {
      throw ApiException.badParameter("to", "\"to\" must be after \"from\"");
    }
    if (to - from > LONGEST_SPAN.toMillis()) {
      throw ApiException.badParameter(
          "from",
          "%d days lie between \"from\" and \"to\", limit is %d"
              .formatted(Duration.ofMillis(to - from).toDays(), LONGEST_SPAN.toDays()));
    }
    return new Window(from, to);
  }

  Window window() {
    return window;
  }

  /** Where the page begins. */
  int position() {
    return position;
  }

  RequestFilter filter() {
    Map<String, List<String>> values = new TreeMap<>();
    for (String label : RequestFilter.LABELS) {
      List<String> wanted = parameters.all(label).stream().filter(text -> !text.isEmpty()).toList();
      if (wanted.size() > MOST_VALUES) {
        throw ApiException.badParameter(
            label, "given %d times, limit is %d".formatted(wanted.size(), MOST_VALUES));
      }
      if (!wanted.isEmpty()) {
        values.put(label, wanted);
      }
    }
    return new RequestFilter(values);
  }

  Grid grid(int maxPoints) {
    long even = (window.length() / DEFAULT_POINTS + 999) / 1000 * 1000;
    long step =
        parameters.duration("step", Duration.ofMillis(Math.max(even, SHORTEST_STEP))).toMillis();
    if (step <= 0) {
      throw ApiException.badParameter("step", "must be above zero");
    }
    long points = window.length() / step + 1;
    if (points > maxPoints) {
      throw ApiException.badParameter(
          "step",
          "%d points in a series, limit is %d; take a longer step".formatted(points, maxPoints));
    }
    return Grid.over(window, step);
  }

  int limit() {
    OptionalInt limit = parameters.limit("limit");
    if (limit.orElse(DEFAULT_LIMIT) > HIGHEST_LIMIT) {
      throw ApiException.badParameter(
          "limit",
          "%d is above the limit of %d; follow nextCursor"
              .formatted(limit.getAsInt(), HIGHEST_LIMIT));
    }
    return limit.orElse(DEFAULT_LIMIT);
  }

  /** One of an enum's names in lower case. */
  <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
    String text = parameters.text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    List<E> all = List.of(type.getEnumConstants());
    return all.stream()
        .filter(each -> name(each).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                ApiException.badParameter(
                    name,
                    "\"%s\" is none of %s"
                        .formatted(
                            text,
                            String.join(", ", all.stream().map(ServiceQuestion::name).toList()))));
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
