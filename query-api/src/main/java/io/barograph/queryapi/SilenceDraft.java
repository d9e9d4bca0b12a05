package io.barograph.queryapi;

import io.barograph.model.LabelMatcher;
import io.barograph.model.MatchType;
import io.barograph.storage.alerts.Silence;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * A silence that somebody wants.
 *
 * @param id of the one to change, or empty
 */
record SilenceDraft(
    String id,
    List<LabelMatcher> matchers,
    Instant startsAt,
    Instant endsAt,
    String createdBy,
    String comment) {
  private static final int MOST_MATCHERS = 100;
  private static final int LONGEST_TEXT = 8192;

  SilenceDraft {
    matchers = List.copyOf(matchers);
  }

  static SilenceDraft read(String text) {
    JsonObject body = JsonObject.read(text);
    body.allowOnly(
        Set.of(
            "id", "matchers", "startsAt", "endsAt", "createdBy", "comment", "status", "updatedAt"));
    List<LabelMatcher> matchers =
        body.objects("matchers").stream().map(SilenceDraft::matcher).toList();
    if (matchers.isEmpty() || matchers.size() > MOST_MATCHERS) {
      throw ApiException.badData(
          "a silence has 1 to %d matchers, got %d".formatted(MOST_MATCHERS, matchers.size()));
    }
    if (matchers.stream().allMatch(LabelMatcher::matchesEmpty)) {
      throw ApiException.badData(
          "every alert would match; give at least one matcher that does not match an empty value");
    }
    Instant startsAt = body.text("startsAt").isEmpty() ? Instant.MIN : time(body, "startsAt");
    Instant endsAt = time(body, "endsAt");
    if (!endsAt.isAfter(startsAt)) {
      throw ApiException.badData("endsAt %s is not after startsAt %s".formatted(endsAt, startsAt));
    }
    return new SilenceDraft(
        body.text("id"),
        matchers,
        startsAt,
        endsAt,
        required(body, "createdBy"),
        required(body, "comment"));
  }

  private static LabelMatcher matcher(JsonObject matcher) {
    matcher.allowOnly(Set.of("name", "value", "isRegex", "isEqual"));
    String name = matcher.text("name");
    if (name.isEmpty()) {
      throw ApiException.badData("field \"" + matcher.path() + "name\" is missing or empty");
    }
    boolean regex = matcher.flag("isRegex", false);
    boolean equal = matcher.flag("isEqual", true);
    MatchType type =
        regex
            ? equal ? MatchType.REGEX : MatchType.NOT_REGEX
            : equal ? MatchType.EQUAL : MatchType.NOT_EQUAL;
    try {
      return LabelMatcher.of(name, type, text(matcher, "value"));
    } catch (IllegalArgumentException e) {
      throw ApiException.badData("field \"" + matcher.path() + "value\": " + e.getMessage());
    }
  }

  private static String required(JsonObject body, String name) {
    String text = text(body, name);
    if (text.isBlank()) {
      throw ApiException.badData("field \"" + name + "\" is missing or empty");
    }
    return text;
  }

  private static String text(JsonObject body, String name) {
    String text = body.text(name);
    if (text.length() > LONGEST_TEXT) {
      throw ApiException.badData(
          "field \"%s\" has %d characters, limit is %d"
              .formatted(body.path() + name, text.length(), LONGEST_TEXT));
    }
    if (text.indexOf('\0') >= 0) {
      throw ApiException.badData("field \"" + body.path() + name + "\" has a character U+0000");
    }
    return text;
  }

  private static Instant time(JsonObject body, String name) {
    OptionalLong millis = TimeText.millis(body.text(name));
    if (millis.isEmpty()) {
      throw ApiException.badData(
          "field \"%s\" is \"%s\", not a time such as 2026-01-02T03:04:05Z"
              .formatted(name, body.text(name)));
    }
    return Instant.ofEpochMilli(millis.getAsLong());
  }

  /** A silence of its own; a beginning in the past becomes now. */
  Silence silence(Instant now) {
    if (!endsAt.isAfter(now)) {
      throw ApiException.badData("endsAt %s is in the past, it is %s".formatted(endsAt, now));
    }
    return new Silence(
        UUID.randomUUID(),
        matchers,
        startsAt.isBefore(now) ? now : startsAt,
        endsAt,
        now,
        createdBy,
        comment);
  }
}
