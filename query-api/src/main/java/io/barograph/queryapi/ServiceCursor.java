package io.barograph.queryapi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a list that was put in order over a window: the next page is about the same window,
 * whatever the time is by then.
 */
record ServiceCursor(long from, long to, int position) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,15})_(\\d{1,15})_(\\d{1,9})");

  String text() {
    return from + "_" + to + "_" + position;
  }

  static ServiceCursor parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw ApiException.badParameter(
          "cursor", "\"" + text + "\" did not come from a nextCursor of this API");
    }
    return new ServiceCursor(
        Long.parseLong(form.group(1)),
        Long.parseLong(form.group(2)),
        Integer.parseInt(form.group(3)));
  }
}
