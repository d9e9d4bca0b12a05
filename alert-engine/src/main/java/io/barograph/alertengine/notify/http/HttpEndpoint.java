package io.barograph.alertengine.notify.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.alertengine.notify.Secret;
import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where to post, and as whom. The URL is a secret, because those of chats carry their key.
 *
 * @param authorization for the header of that name, or null
 */
public record HttpEndpoint(Secret url, @Nullable Authorization authorization) {
  /** Without a name to show. */
  public static HttpEndpoint of(Secret url) {
    return new HttpEndpoint(url, null);
  }

  public URI uri() {
    return URI.create(url.value());
  }

  /** The headers that every request carries; secrets from files are read anew each time. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    if (authorization != null) {
      headers.put("Authorization", authorization.header());
    }
    return headers;
  }

  /** What stands in the header {@code Authorization}. */
  public sealed interface Authorization {
    String header();

    /** A name and a password. */
    record Basic(String user, Secret password) implements Authorization {
      @Override
      public String header() {
        byte[] pair = (user + ":" + password.value()).getBytes(UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
      }
    }

    /**
     * A token.
     *
     * @param scheme mostly {@code Bearer}
     */
    record Token(String scheme, Secret token) implements Authorization {
      @Override
      public String header() {
        return scheme + " " + token.value();
      }
    }
  }
}
