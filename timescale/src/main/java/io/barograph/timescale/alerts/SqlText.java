package io.barograph.timescale.alerts;

import io.barograph.model.Labels;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values of the tables of alerts as JDBC takes and gives them. */
final class SqlText {
  private SqlText() {}

  /** PostgreSQL cannot store U+0000. */
  static String text(String text) {
    return text.replace('\0', '\uFFFD');
  }

  static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  /** Names and values in turn, as {@code jsonb_object} takes them. */
  static Array pairs(Connection session, Map<String, String> map) throws SQLException {
    return session.createArrayOf(
        "text",
        map.entrySet().stream()
            .flatMap(entry -> Stream.of(text(entry.getKey()), text(entry.getValue())))
            .toArray());
  }

  /** The same back, in any order. */
  static Map<String, String> map(String[] pairs) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  static Labels labels(String[] pairs) {
    return Labels.of(map(pairs));
  }
}
