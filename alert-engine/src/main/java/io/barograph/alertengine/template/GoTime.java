package io.barograph.alertengine.template;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Go's {@code time.Time}.
 *
 * @param time with the zone that it is shown in
 */
public record GoTime(ZonedDateTime time) implements TemplateObject {
  /** What Go has where there is no time. */
  public static final GoTime ZERO = utc(Instant.parse("0001-01-01T00:00:00Z"));

  private static final String DEFAULT_LAYOUT = "2006-01-02 15:04:05.999999999 -0700 MST";

  /** A time shown in UTC. */
  public static GoTime utc(Instant instant) {
    return new GoTime(instant.atZone(ZoneOffset.UTC));
  }

  /**
   * The same time in a zone of the IANA database.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public GoTime in(String zone) {
    try {
      return new GoTime(time.withZoneSameInstant(ZoneId.of(zone)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("unknown time zone " + zone, e);
    }
  }

  /** The time as a layout shows it, Go's reference time Mon Jan 2 15:04:05 2006. */
  public String format(String layout) {
    return GoLayout.format(layout, time);
  }

  /** How long it is from another time to this one. */
  public GoDuration since(GoTime earlier) {
    return new GoDuration(Duration.between(earlier.time, time));
  }

  /**
   * A value that is a time.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static GoTime of(@Nullable Object value) {
    if (value instanceof GoTime time) {
      return time;
    }
    throw new IllegalArgumentException(
        "wrong type for value; expected a time, such as .StartsAt; got " + Values.type(value));
  }

  @Override
  public Object field(String name) {
    return switch (name) {
      case "Format" -> (TemplateFunction) values -> format(Arguments.of(values, 1).text(0));
      case "Sub" -> (TemplateFunction) values -> since(of(Arguments.of(values, 1).any(0)));
      case "Unix" -> time.toEpochSecond();
      case "UnixMilli" -> time.toInstant().toEpochMilli();
      case "UTC" -> new GoTime(time.withZoneSameInstant(ZoneOffset.UTC));
      case "Local" -> new GoTime(time.withZoneSameInstant(ZoneId.systemDefault()));
      case "IsZero" -> time.toInstant().equals(ZERO.time.toInstant());
      case "Year" -> (long) time.getYear();
      case "Day" -> (long) time.getDayOfMonth();
      case "Hour" -> (long) time.getHour();
      case "Minute" -> (long) time.getMinute();
      case "Second" -> (long) time.getSecond();
      case "Month" -> format("January");
      case "Weekday" -> format("Monday");
      case "String" -> toString();
      default ->
          throw new IllegalArgumentException("can't evaluate field " + name + " in type time.Time");
    };
  }

  @Override
  public String toString() {
    return format(DEFAULT_LAYOUT);
  }
}
