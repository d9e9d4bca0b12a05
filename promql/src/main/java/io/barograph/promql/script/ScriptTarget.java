package io.barograph.promql.script;

import io.barograph.promql.value.QueryException;
import io.barograph.promql.value.QueryResult;
import io.barograph.storage.Series;
import java.util.List;

/**
 * What scripts are run against: data that can be loaded and cleared, and queries over it. Queries
 * fail with {@link QueryException} or with a parse error, and with {@link NotJudgedException} where
 * the target cannot do what the script asks for, through no fault of its queries.
 */
public interface ScriptTarget {
  /** Drops all data, as far as the queries that follow can see. */
  void clear();

  /** Adds samples, which the next query sees. */
  void load(List<Series> series);

  /** The value at one time, in milliseconds since the Unix epoch. */
  QueryResult instant(String query, long time);

  /**
   * The values from {@code start} to {@code end}, every {@code step}, in milliseconds: a matrix.
   */
  QueryResult range(String query, long start, long end, long step);
}
