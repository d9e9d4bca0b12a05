package io.barograph.queryapi.services;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.model.Labels;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A route of a service, on whichever processes serve it.
 *
 * @param route its template; what Spring calls {@code uri} where there is no label {@code route}
 */
public record RouteKey(String job, String method, String route) implements Comparable<RouteKey> {
  static final List<String> LABELS = List.of("job", "method", "route", "uri");

  private static final char SEPARATOR = '\0';

  private static final Comparator<RouteKey> ORDER =
      Comparator.comparing(RouteKey::job)
          .thenComparing(RouteKey::route)
          .thenComparing(RouteKey::method);

  /** Of the labels of a series. */
  public static RouteKey of(Labels labels) {
    String route = labels.valueOrEmpty("route");
    return new RouteKey(
        labels.valueOrEmpty("job"),
        labels.valueOrEmpty("method"),
        route.isEmpty() ? labels.valueOrEmpty("uri") : route);
  }

  /** The three as labels. */
  Labels labels() {
    return Labels.of("job", job, "method", method, "route", route);
  }

  /** A name that fits into the path of a URL and is the same for ever. */
  public String id() {
    String text = method + SEPARATOR + job + SEPARATOR + route;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  /** The route with this id; empty if it is no id. */
  public static Optional<RouteKey> parse(String id) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(id);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String text = new String(bytes, UTF_8);
    int job = text.indexOf(SEPARATOR);
    int route = text.indexOf(SEPARATOR, job + 1);
    if (job < 0 || route < 0) {
      return Optional.empty();
    }
    RouteKey key =
        new RouteKey(
            text.substring(job + 1, route), text.substring(0, job), text.substring(route + 1));
    // Other spellings of the same bytes are refused, so that a route has one address.
    return key.id().equals(id) ? Optional.of(key) : Optional.empty();
  }

  @Override
  public int compareTo(RouteKey other) {
    return ORDER.compare(this, other);
  }
}
