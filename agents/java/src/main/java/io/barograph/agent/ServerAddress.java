package io.barograph.agent;

import io.netty.channel.ChannelOption;
import io.rsocket.transport.ClientTransport;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.TcpClient;

/** Where the server is and how to speak to it: by TCP or by WebSocket, plain or with TLS. */
record ServerAddress(URI uri) {
  private static final int DEFAULT_TCP_PORT = 9481;
  private static final int DEFAULT_HTTP_PORT = 9480;

  static ServerAddress parse(String address) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      throw unusable(address, e);
    }
    boolean known =
        switch (uri.getScheme() == null ? "" : uri.getScheme()) {
          case "tcp", "tls", "ws", "wss" -> true;
          default -> false;
        };
    if (!known || uri.getHost() == null) {
      throw unusable(address, null);
    }
    return new ServerAddress(uri);
  }

  private static IllegalArgumentException unusable(String address, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "server address \"%s\" is none; write tcp://host:port, tls://host:port, ws://host:port/rsocket or wss://host:port/rsocket"
            .formatted(address),
        cause);
  }

  ClientTransport transport(Duration connectTimeout) {
    int timeoutMillis = (int) connectTimeout.toMillis();
    boolean secure = uri.getScheme().equals("tls") || uri.getScheme().equals("wss");
    if (uri.getScheme().equals("tcp") || uri.getScheme().equals("tls")) {
      TcpClient client =
          TcpClient.newConnection()
              .host(host())
              .port(port(DEFAULT_TCP_PORT))
              .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis);
      return TcpClientTransport.create(secure ? client.secure() : client);
    }
    HttpClient client =
        HttpClient.newConnection()
            .host(host())
            .port(port(DEFAULT_HTTP_PORT))
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis);
    String path = uri.getRawPath().isEmpty() ? "/rsocket" : uri.getRawPath();
    return WebsocketClientTransport.create(secure ? client.secure() : client, path);
  }

  /** Without the brackets of an IPv6 literal. */
  private String host() {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private int port(int byDefault) {
    return uri.getPort() < 0 ? byDefault : uri.getPort();
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
