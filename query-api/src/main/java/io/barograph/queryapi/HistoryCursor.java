package io.barograph.queryapi;

import io.barograph.storage.alerts.HistoryQuery.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the history as clients hand it back: microseconds, an underscore, the id. */
final class HistoryCursor {
  private static final Pattern FORM = Pattern.compile("(-?\\d{1,18})_(\\d{1,18})");

  private HistoryCursor() {}

  static String text(Place place) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, place.time()) + "_" + place.id();
  }

  static Place parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw ApiException.badParameter(
          "cursor", "\"" + text + "\" did not come from a nextCursor of this API");
    }
    return new Place(
        Instant.EPOCH.plus(Long.parseLong(form.group(1)), ChronoUnit.MICROS),
        Long.parseLong(form.group(2)));
  }
}
