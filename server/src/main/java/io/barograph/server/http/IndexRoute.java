package io.barograph.server.http;

import io.barograph.server.BuildProperties;
import io.barograph.server.settings.BarographSettings;
import io.barograph.server.settings.Role;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The page at {@code /}: what this server answers, for someone who has just opened it. */
public final class IndexRoute {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Barograph</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; color-scheme: light dark }
      td { padding: .2rem 1.5rem .2rem 0; vertical-align: top }
      </style>
      </head>
      <body>
      <h1>Barograph ${version}</h1>
      <table>
      ${rows}</table>
      </body>
      </html>
      """;
  private static final String QUERY_ROWS =
      """
      <tr><td><a href="/api/v1/query?query=node_load1">/api/v1/query</a></td><td>a PromQL expression at one instant; Grafana takes this server as a Prometheus data source</td></tr>
      <tr><td>/api/v1/query_range</td><td>a PromQL expression over a range</td></tr>
      <tr><td><a href="/api/v1/labels">/api/v1/labels</a></td><td>label names</td></tr>
      <tr><td><a href="/api/v1/label/__name__/values">/api/v1/label/__name__/values</a></td><td>metrics</td></tr>
      <tr><td>/api/v1/series</td><td>label sets of the series that a selector selects</td></tr>
      <tr><td><a href="/api/v1/metadata">/api/v1/metadata</a></td><td>what the metrics mean</td></tr>
      <tr><td><a href="/api/v1/status/tsdb">/api/v1/status/tsdb</a></td><td>metrics and labels with the most series</td></tr>
      <tr><td><a href="/api/v1/rules">/api/v1/rules</a>, <a href="/api/v1/alerts">/api/v1/alerts</a></td><td>rules and alerts</td></tr>
      <tr><td><a href="/api/v1/openapi.yaml">/api/v1/openapi.yaml</a></td><td>all of the API, for machines and people</td></tr>
      """;
  private static final String INGEST_ROWS =
      """
      <tr><td>/api/v1/write</td><td>Prometheus remote write</td></tr>
      <tr><td>/v1/push, /api/push</td><td>Open-Falcon</td></tr>
      <tr><td>/rsocket</td><td>agents over WebSocket; over TCP on a port of their own</td></tr>
      """;
  private static final String OWN_ROWS =
      """
      <tr><td><a href="/health/ready">/health/ready</a></td><td>whether the store can be used, or why not</td></tr>
      <tr><td><a href="/health/live">/health/live</a></td><td>whether this process answers</td></tr>
      <tr><td><a href="/metrics">/metrics</a></td><td>the metrics of this server itself</td></tr>
      """;

  private IndexRoute() {}

  public static RouterFunction<ServerResponse> of(BarographSettings settings) {
    String rows =
        (settings.has(Role.QUERY) ? QUERY_ROWS : "")
            + (settings.has(Role.INGEST) ? INGEST_ROWS : "")
            + OWN_ROWS;
    String page =
        PAGE.replace("${version}", BuildProperties.read().version()).replace("${rows}", rows);
    return RouterFunctions.route()
        .GET("/", request -> ServerResponse.ok().contentType(MediaType.TEXT_HTML).bodyValue(page))
        .build();
  }
}
