package io.barograph.alertengine.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a call, with the conversions that functions need. */
public final class Arguments {
  private final List<@Nullable Object> values;

  private Arguments(List<@Nullable Object> values) {
    this.values = values;
  }

  /** Exactly so many. */
  public static Arguments of(List<@Nullable Object> values, int count) {
    if (values.size() != count) {
      throw new IllegalArgumentException(
          "wrong number of args: want %d got %d".formatted(count, values.size()));
    }
    return new Arguments(values);
  }

  /** So many or more. */
  public static Arguments atLeast(List<@Nullable Object> values, int count) {
    if (values.size() < count) {
      throw new IllegalArgumentException(
          "wrong number of args: want at least %d got %d".formatted(count, values.size()));
    }
    return new Arguments(values);
  }

  public @Nullable Object any(int index) {
    return values.get(index);
  }

  public String text(int index) {
    return switch (values.get(index)) {
      case String text -> text;
      case Markup markup -> markup.html();
      case null, default -> throw wrong(index, "string");
    };
  }

  public List<?> list(int index) {
    if (values.get(index) instanceof List<?> list) {
      return list;
    }
    throw wrong(index, "list");
  }

  /** A number, a string that is one, or the seconds of a duration. */
  public double number(int index) {
    return switch (values.get(index)) {
      case Double number -> number;
      case Long number -> number;
      case GoDuration duration -> duration.seconds();
      case String text -> {
        try {
          yield parse(text);
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(
              "strconv.ParseFloat: parsing %s: invalid syntax".formatted(GoText.quote(text)), e);
        }
      }
      case null, default ->
          throw new IllegalArgumentException(
              "can't convert " + Values.type(values.get(index)) + " to float");
    };
  }

  private static double parse(String text) {
    return switch (text.toLowerCase(java.util.Locale.ROOT)) {
      case "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  private IllegalArgumentException wrong(int index, String wanted) {
    return new IllegalArgumentException(
        "wrong type for value; expected %s; got %s"
            .formatted(wanted, Values.type(values.get(index))));
  }
}
