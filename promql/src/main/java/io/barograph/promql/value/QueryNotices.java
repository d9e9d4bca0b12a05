package io.barograph.promql.value;

import java.util.List;

/** What a user should know about a result, with positions in the query. */
public record QueryNotices(List<String> warnings, List<String> infos) {
  public static final QueryNotices NONE = new QueryNotices(List.of(), List.of());

  public QueryNotices {
    warnings = List.copyOf(warnings);
    infos = List.copyOf(infos);
  }
}
