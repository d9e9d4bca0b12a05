package io.barograph.promql.script;

import static java.util.Objects.requireNonNull;

import io.barograph.promql.Engine;
import io.barograph.promql.value.QueryResult;
import io.barograph.storage.SampleAppender;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.Series;
import io.barograph.storage.SeriesResolution;
import java.util.Arrays;
import java.util.List;

/** An engine in this process, and the store below it. */
public final class EngineTarget implements ScriptTarget {
  private final Engine engine;
  private final SampleAppender appender;
  private final Runnable clear;

  /**
   * A target.
   *
   * @param clear drops all data of the store
   */
  public EngineTarget(Engine engine, SampleAppender appender, Runnable clear) {
    this.engine = engine;
    this.appender = appender;
    this.clear = clear;
  }

  @Override
  public void clear() {
    clear.run();
  }

  @Override
  public void load(List<Series> series) {
    SeriesResolution resolution =
        requireNonNull(appender.resolve(series.stream().map(Series::labels).toList()).block());
    for (int i = 0; i < series.size(); i++) {
      Series one = series.get(i);
      long[] ids = new long[one.size()];
      Arrays.fill(ids, resolution.id(i));
      appender
          .append(
              new SampleBatch(
                  resolution.generation(), ids, one.timestamps(), one.values(), one.size()))
          .block();
    }
  }

  @Override
  public QueryResult instant(String query, long time) {
    return requireNonNull(engine.instant(query, time).block());
  }

  @Override
  public QueryResult range(String query, long start, long end, long step) {
    return requireNonNull(engine.range(query, start, end, step).block());
  }
}
