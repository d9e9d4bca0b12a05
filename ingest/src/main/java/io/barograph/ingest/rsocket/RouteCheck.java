package io.barograph.ingest.rsocket;

import io.barograph.protocol.MimeTypes;
import io.barograph.protocol.Routes;
import io.netty.buffer.ByteBuf;
import io.rsocket.Payload;
import io.rsocket.metadata.CompositeMetadata;
import io.rsocket.metadata.RoutingMetadata;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Finds the route in the metadata of a request, in the encoding that the setup named. */
enum RouteCheck {
  COMPOSITE(MimeTypes.COMPOSITE_METADATA) {
    @Override
    @Nullable String route(ByteBuf metadata) {
      for (CompositeMetadata.Entry entry : new CompositeMetadata(metadata, false)) {
        if (MimeTypes.ROUTING.equals(entry.getMimeType())) {
          return first(entry.getContent());
        }
      }
      return null;
    }
  },
  ROUTING(MimeTypes.ROUTING) {
    @Override
    @Nullable String route(ByteBuf metadata) {
      return first(metadata);
    }
  };

  private final String mimeType;

  RouteCheck(String mimeType) {
    this.mimeType = mimeType;
  }

  abstract @Nullable String route(ByteBuf metadata);

  /** The one for a metadata type, or null where it is none of ours. */
  static @Nullable RouteCheck of(String metadataMimeType) {
    for (RouteCheck encoding : values()) {
      if (encoding.mimeType.equals(metadataMimeType)) {
        return encoding;
      }
    }
    return null;
  }

  private static @Nullable String first(ByteBuf content) {
    Iterator<String> routes = new RoutingMetadata(content).iterator();
    return routes.hasNext() ? routes.next() : null;
  }

  /**
   * What a request-channel asks for: one of {@link Routes}.
   *
   * @throws IllegalArgumentException with a sentence for the sender
   */
  String check(Payload first) {
    String route = null;
    if (first.hasMetadata()) {
      try {
        route = route(first.sliceMetadata());
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            "metadata of the request is no " + mimeType + "; encode the route as its page says", e);
      }
    }
    if (route == null) {
      throw new IllegalArgumentException(
          "request has no route; send \"%s\" or \"%s\" in its first metadata"
              .formatted(Routes.SAMPLES, Routes.RECORDS));
    }
    if (!route.equals(Routes.SAMPLES) && !route.equals(Routes.RECORDS)) {
      throw new IllegalArgumentException(
          "there is no route \"%.100s\"; there are \"%s\" and \"%s\""
              .formatted(route, Routes.SAMPLES, Routes.RECORDS));
    }
    return route;
  }
}
