package io.barograph.timescale.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.storage.inventory.ProcessSighting;
import io.barograph.storage.records.Event;
import io.barograph.storage.records.ProcessKey;
import io.barograph.storage.records.RecordHead;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a report of a process tells beside the one before it: that it was started again, or that it
 * runs another revision. A process that starts cannot know either, and several may report it.
 */
final class ProcessChanges {
  /** Who reports one process may differ so much in when it began: its supervisor and itself. */
  private static final Duration SAME_START = Duration.ofSeconds(5);

  private ProcessChanges() {}

  /** A process as it was reported before. */
  record Before(
      ProcessKey process,
      @Nullable Instant startTime,
      long restarts,
      String version,
      String revision,
      Instant seen) {}

  /** Events of the kinds restart and deploy, at the time of the report. */
  static List<Event> between(Before before, ProcessSighting now) {
    List<Event> events = new ArrayList<>();
    if (now.seen().isBefore(before.seen())) {
      return events;
    }
    if (isStartedAgain(before, now)) {
      events.add(restart(now));
    }
    if (differ(before.revision(), now.revision())) {
      events.add(deploy(now, "revision", before.revision(), now.revision()));
    } else if (differ(before.version(), now.version())) {
      events.add(deploy(now, "version", before.version(), now.version()));
    }
    return events;
  }

  /** A supervisor may count before it starts, so the count alone says nothing yet. */
  private static boolean isStartedAgain(Before before, ProcessSighting now) {
    Instant known = before.startTime();
    Instant start = now.startTime();
    if (known == null || start == null) {
      return false;
    }
    return start.isAfter(now.restarts() > before.restarts() ? known : known.plus(SAME_START));
  }

  /** Who does not tell its revision has not changed it. */
  private static boolean differ(String before, String now) {
    return !before.isEmpty() && !now.isEmpty() && !before.equals(now);
  }

  private static Event restart(ProcessSighting now) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("restarts", String.valueOf(now.restarts()));
    attributes.put("pid", String.valueOf(now.pid()));
    Instant startTime = now.startTime();
    if (startTime != null) {
      attributes.put("start_time", startTime.toString());
    }
    return event(now, "restart", "process was started again", attributes);
  }

  private static Event deploy(ProcessSighting now, String what, String before, String after) {
    return event(
        now,
        "deploy",
        "%s \"%s\" runs in place of \"%s\"".formatted(what, after, before),
        Map.of(what, after, "before", before));
  }

  /** With an id that follows from what it tells, so that the same report written again is one. */
  private static Event event(
      ProcessSighting now, String kind, String message, Map<String, String> attributes) {
    UUID id = UUID.nameUUIDFromBytes((now.process() + kind + now.seen()).getBytes(UTF_8));
    return new Event(
        new RecordHead(id, now.seen(), now.bucket(), now.process(), attributes, false),
        kind,
        message);
  }
}
