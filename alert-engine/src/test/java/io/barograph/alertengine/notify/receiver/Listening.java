package io.barograph.alertengine.notify.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.barograph.alertengine.notify.Secret;
import io.barograph.alertengine.notify.http.HttpEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A web server that writes down what is posted to it and answers as it is told. */
final class Listening implements AutoCloseable {
  private final HttpServer server;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private volatile int status = 200;
  private volatile String answer = "ok";

  /** What came. */
  record Request(String path, String query, String authorization, String body) {}

  Listening() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(
          new Request(
              exchange.getRequestURI().getPath(),
              String.valueOf(exchange.getRequestURI().getRawQuery()),
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      byte[] body = answer.getBytes(UTF_8);
      if (status == 302) {
        exchange.getResponseHeaders().add("Location", "/elsewhere");
      }
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  void answer(int withStatus, String withBody) {
    status = withStatus;
    answer = withBody;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  HttpEndpoint endpoint() {
    return HttpEndpoint.of(Secret.of(url() + "/hook?key=secret"));
  }

  Request next() throws InterruptedException {
    Request request = requests.poll(10, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("nothing was posted");
    }
    return request;
  }

  boolean isIdle() {
    return requests.isEmpty();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
