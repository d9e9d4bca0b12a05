package io.barograph.protocol;

import java.util.Set;

/** MIME types of the RSocket setup. */
public final class MimeTypes {
  /** What our own agents send. */
  public static final String PROTOBUF = "application/x-protobuf";

  /** Data types that servers take: clients differ in what they can name. */
  public static final Set<String> ACCEPTED_DATA =
      Set.of(
          PROTOBUF,
          "application/protobuf",
          "application/vnd.google.protobuf",
          "application/octet-stream");

  /** Metadata in entries, of which {@link #ROUTING} is one. */
  public static final String COMPOSITE_METADATA = "message/x.rsocket.composite-metadata.v0";

  /** One length byte, then the route in UTF-8. */
  public static final String ROUTING = "message/x.rsocket.routing.v0";

  private MimeTypes() {}
}
