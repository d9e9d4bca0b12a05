package io.barograph.server.promqltest;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.script.NotJudgedException;
import io.barograph.promql.script.ScopedQuery;
import io.barograph.promql.script.ScriptTarget;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.ParseException;
import io.barograph.promql.value.InstantVector;
import io.barograph.promql.value.Matrix;
import io.barograph.promql.value.QueryException;
import io.barograph.promql.value.QueryNotices;
import io.barograph.promql.value.QueryResult;
import io.barograph.promql.value.QueryValue;
import io.barograph.promql.value.Scalar;
import io.barograph.promql.value.StringValue;
import io.barograph.promql.value.VectorElement;
import io.barograph.server.client.ApiClient;
import io.barograph.server.client.ApiFailure;
import io.barograph.storage.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A running server. Its data cannot be cleared, so all that is loaded after a {@code clear} has a
 * label with a value of its own, every selector of a query asks for it, and results lose it again.
 * The name of the label sorts before all others, so that it changes no order.
 */
final class ServerTarget implements ScriptTarget {
  private static final String SCOPE = "!run";
  private static final String IN_QUERY = "invalid parameter \"query\": ";

  /** What the server says of experimental functions and aggregations that are not switched on. */
  private static final Pattern NOT_ENABLED =
      Pattern.compile("function \".*\" is not enabled|is experimental and must be enabled");

  private final ApiClient server;
  private final Parser parser;
  private final Supplier<String> scopes;
  private final List<Labels> nameless = new ArrayList<>();
  private String scope;

  /**
   * A target.
   *
   * @param scopes a new value at each call, which the server has never seen
   */
  ServerTarget(ApiClient server, Parser parser, Supplier<String> scopes) {
    this.server = server;
    this.parser = parser;
    this.scopes = scopes;
    this.scope = scopes.get();
  }

  @Override
  public void clear() {
    scope = scopes.get();
    nameless.clear();
  }

  @Override
  public void load(List<Series> series) {
    List<Series> accepted = new ArrayList<>();
    for (Series one : series) {
      if (one.labels().metricName().isEmpty()) {
        nameless.add(one.labels());
      } else if (one.size() > 0) {
        Labels scoped = one.labels().with(SCOPE, scope);
        accepted.add(new Series(scoped, one.timestamps(), one.values(), one.size()));
      }
    }
    if (!accepted.isEmpty()) {
      server.remoteWrite(RemoteWriteBody.of(accepted));
    }
  }

  @Override
  public QueryResult instant(String query, long time) {
    String scoped = scoped(query);
    return answer(() -> server.instant(scoped, time));
  }

  @Override
  public QueryResult range(String query, long start, long end, long step) {
    String scoped = scoped(query);
    return answer(() -> server.range(scoped, start, end, step));
  }

  /** What cannot be parsed here goes to the server as it is. */
  private String scoped(String query) {
    Expr expr;
    try {
      expr = parser.parse(query);
    } catch (ParseException e) {
      return query;
    }
    if (ScopedQuery.selectsAny(expr, nameless)) {
      throw new NotJudgedException("series without a metric name, which remote write refuses");
    }
    return ScopedQuery.scope(expr, LabelMatcher.equal(SCOPE, scope)).toString();
  }

  private QueryResult answer(Supplier<QueryResult> call) {
    QueryResult result;
    try {
      result = call.get();
    } catch (ApiFailure failure) {
      throw translated(failure);
    }
    return new QueryResult(
        unscoped(result.value()),
        new QueryNotices(
            result.notices().warnings().stream().map(this::unscoped).toList(),
            result.notices().infos().stream().map(this::unscoped).toList()),
        result.statistics());
  }

  private RuntimeException translated(ApiFailure failure) {
    String message = unscoped(failure.message());
    if (NOT_ENABLED.matcher(message).find()) {
      return new NotJudgedException(
          "experimental functions are off; set barograph.query.experimental-functions");
    }
    return switch (failure.errorType()) {
      case "bad_data", "execution" ->
          QueryException.execution(
              message.startsWith(IN_QUERY) ? message.substring(IN_QUERY.length()) : message);
      default -> failure;
    };
  }

  private QueryValue unscoped(QueryValue value) {
    return switch (value) {
      case Scalar scalar -> scalar;
      case StringValue string -> string;
      case InstantVector vector ->
          new InstantVector(
              vector.elements().stream()
                  .map(
                      element ->
                          new VectorElement(
                              element.labels().without(SCOPE),
                              element.timestamp(),
                              element.value()))
                  .toList());
      case Matrix matrix ->
          new Matrix(
              matrix.series().stream()
                  .map(
                      series ->
                          new Series(
                              series.labels().without(SCOPE),
                              series.timestamps(),
                              series.values(),
                              series.size()))
                  .toList());
    };
  }

  private String unscoped(String text) {
    String label = "\"" + SCOPE + "\"=\"" + scope + "\"";
    return text.replace(label + ", ", "").replace(label + ",", "").replace(label, "");
  }
}
