package io.barograph.integration.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes what is posted and remembers it. Some of its paths behave badly. */
final class WebhookReceiver implements AutoCloseable {
  static final String HANGS = "/hangs";
  static final String FAILS = "/fails";
  static final String FLOODS = "/floods";

  /** What each of the robots we post to says when it has taken a message. */
  private static final byte[] TAKEN = "{\"errcode\":0,\"code\":0}".getBytes(UTF_8);

  private static final int FLOOD_BYTES = 10 << 20;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private record Message(String path, String body) {}

  private WebhookReceiver(HttpServer server) {
    this.server = server;
  }

  static WebhookReceiver start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      WebhookReceiver receiver = new WebhookReceiver(server);
      server.createContext("/", receiver::take);
      server.setExecutor(receiver.threads);
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      messages.add(new Message(path, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      switch (path) {
        case HANGS -> closed.await();
        case FAILS -> exchange.sendResponseHeaders(500, -1);
        case FLOODS -> answer(exchange, new byte[FLOOD_BYTES]);
        default -> answer(exchange, TAKEN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** How many of the messages to a path contain both words. */
  long count(String path, String word, String other) {
    return messages.stream()
        .filter(message -> message.path.equals(path))
        .filter(message -> message.body.contains(word) && message.body.contains(other))
        .count();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }
}
