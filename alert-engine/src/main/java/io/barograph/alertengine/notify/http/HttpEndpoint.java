package io.barograph.alertengine.notify.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.alertengine.notify.NotifyException;
import io.barograph.alertengine.notify.Secret;
import java.net.URI;
import java.net.URISyntaxException;
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

  /** Fails without telling the URL. */
  public URI uri() {
    try {
      URI uri = new URI(url.value());
      if (uri.getHost() != null && ("http".equals(uri.getScheme()) || isTls(uri))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below; the message of the exception has the URL.
    }
    throw NotifyException.lasting("the URL is not one of http or https");
  }

  private static boolean isTls(URI uri) {
    return "https".equals(uri.getScheme());
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
