package io.barograph.queryapi;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** The parameters of one request: from the URL, and from the form of a POST before those. */
final class Parameters {
  private final MultiValueMap<String, String> values;

  Parameters(MultiValueMap<String, String> values) {
    this.values = values;
  }

  static Mono<Parameters> of(ServerRequest request) {
    boolean form =
        request.method().equals(HttpMethod.POST)
            && request
                .headers()
                .contentType()
                .filter(MediaType.APPLICATION_FORM_URLENCODED::isCompatibleWith)
                .isPresent();
    if (!form) {
      return Mono.just(new Parameters(request.queryParams()));
    }
    return request
        .formData()
        .map(
            body -> {
              LinkedMultiValueMap<String, String> both = new LinkedMultiValueMap<>(body);
              both.addAll(request.queryParams());
              return new Parameters(both);
            });
  }

  /** The first value, or the empty string: Prometheus treats an empty parameter as absent. */
  String text(String name) {
    String value = values.getFirst(name);
    return value == null ? "" : value;
  }

  List<String> all(String name) {
    @Nullable List<String> all = values.get(name);
    return all == null ? List.of() : all;
  }

  /** A point in time in milliseconds since the Unix epoch. */
  long time(String name) {
    return parseTime(name, text(name));
  }

  long time(String name, long otherwise) {
    String text = text(name);
    return text.isEmpty() ? otherwise : parseTime(name, text);
  }

  private static long parseTime(String name, String text) {
    OptionalLong time = TimeText.millis(text);
    if (time.isEmpty()) {
      throw ApiException.badParameter(name, "cannot parse \"" + text + "\" to a valid timestamp");
    }
    return time.getAsLong();
  }

  /** A duration of any sign. */
  Duration duration(String name) {
    try {
      return DurationText.parse(text(name));
    } catch (IllegalArgumentException e) {
      throw ApiException.badParameter(name, String.valueOf(e.getMessage()));
    }
  }

  Duration duration(String name, Duration otherwise) {
    return text(name).isEmpty() ? otherwise : duration(name);
  }

  /** A switch, off by default, in the forms that Prometheus takes. */
  boolean flag(String name) {
    String text = text(name);
    return switch (text) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      case "", "0", "f", "F", "FALSE", "false", "False" -> false;
      default ->
          throw ApiException.badParameter(
              name, "\"" + text + "\" is neither \"true\" nor \"false\"");
    };
  }

  /** A count above zero; absent, empty and zero mean no limit. */
  OptionalInt limit(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 0) {
        return limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit);
      }
    } catch (NumberFormatException e) {
      // Answered below, like a negative number.
    }
    throw ApiException.badParameter(
        name, "\"" + text + "\" is no limit; give a whole number, 0 for no limit");
  }
}
