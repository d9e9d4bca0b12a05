package io.barograph.queryapi;

import io.barograph.storage.records.GroupQuery;
import io.barograph.storage.records.RecordPlace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place among records as clients hand it back: microseconds, an underscore, the id. */
final class RecordCursor {
  private static final Pattern OF_RECORD = Pattern.compile("(-?\\d{1,18})_([0-9a-f-]{36})");
  private static final Pattern OF_GROUP = Pattern.compile("(-?\\d{1,18})_([0-9a-f]{1,64})");

  private RecordCursor() {}

  static String text(RecordPlace place) {
    return micros(place.time()) + "_" + place.id();
  }

  static String text(GroupQuery.Place place) {
    return micros(place.lastSeen()) + "_" + place.id();
  }

  static RecordPlace record(String text) {
    Matcher form = match(OF_RECORD, text);
    try {
      return new RecordPlace(time(form.group(1)), UUID.fromString(form.group(2)));
    } catch (IllegalArgumentException e) {
      throw unknown(text);
    }
  }

  static GroupQuery.Place group(String text) {
    Matcher form = match(OF_GROUP, text);
    return new GroupQuery.Place(time(form.group(1)), form.group(2));
  }

  private static Matcher match(Pattern pattern, String text) {
    Matcher form = pattern.matcher(text);
    if (!form.matches()) {
      throw unknown(text);
    }
    return form;
  }

  private static ApiException unknown(String text) {
    return ApiException.badParameter(
        "cursor", "\"" + text + "\" did not come from a nextCursor of this API");
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private static Instant time(String micros) {
    return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
  }
}
