package io.barograph.storage.alerts;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Keeps notifications back for alerts that all {@code matchers} select, from {@code startsAt} until
 * before {@code endsAt}.
 *
 * @param createdBy who asked for it
 * @param comment why
 */
public record Silence(
    UUID id,
    List<LabelMatcher> matchers,
    Instant startsAt,
    Instant endsAt,
    Instant updatedAt,
    String createdBy,
    String comment) {
  public Silence {
    matchers = List.copyOf(matchers);
  }

  public SilenceState stateAt(Instant now) {
    if (!now.isBefore(endsAt)) {
      return SilenceState.EXPIRED;
    }
    return now.isBefore(startsAt) ? SilenceState.PENDING : SilenceState.ACTIVE;
  }

  /** Whether it holds back an alert with these labels now. */
  public boolean mutes(Labels labels, Instant now) {
    return stateAt(now) == SilenceState.ACTIVE
        && matchers.stream().allMatch(matcher -> matcher.matches(labels));
  }

  /** The same, over at {@code now}; one that had not begun never does. */
  public Silence expiredAt(Instant now) {
    Instant start = startsAt.isAfter(now) ? now : startsAt;
    return new Silence(id, matchers, start, now, now, createdBy, comment);
  }
}
