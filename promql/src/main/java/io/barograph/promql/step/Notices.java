package io.barograph.promql.step;

import io.barograph.promql.tree.SourceRange;
import io.barograph.promql.value.QueryNotices;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects warnings and infos while a query is evaluated. Each text is kept once, however often it
 * is added; the position is that of the last time.
 */
public final class Notices {
  private final String query;
  private final Map<String, SourceRange> warnings = new LinkedHashMap<>();
  private final Map<String, SourceRange> infos = new LinkedHashMap<>();

  public Notices(String query) {
    this.query = query;
  }

  public void warn(String message, SourceRange range) {
    warnings.put("PromQL warning: " + message, range);
  }

  public void inform(String message, SourceRange range) {
    infos.put("PromQL info: " + message, range);
  }

  public QueryNotices collected() {
    return new QueryNotices(
        warnings.entrySet().stream().map(this::positioned).toList(),
        infos.entrySet().stream().map(this::positioned).toList());
  }

  private String positioned(Map.Entry<String, SourceRange> notice) {
    return notice.getKey() + " (" + notice.getValue().startIn(query) + ")";
  }
}
