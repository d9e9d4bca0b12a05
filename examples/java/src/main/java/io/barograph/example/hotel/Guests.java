package io.barograph.example.hotel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Guests who come at a steady rate, each when it is due however long those before are served, and
 * who keep their own count.
 */
final class Guests {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI hotel;
  private final InstantSource clock;
  private final List<RouteCount> routes =
      List.of(
          new RouteCount("GET", "/hotel/{id}", 200),
          new RouteCount("GET", "/hotel/{id}/rooms", 200),
          new RouteCount("POST", "/hotel/{id}/booking", 500));

  private Guests(URI hotel, InstantSource clock) {
    this.hotel = hotel;
    this.clock = clock;
  }

  /**
   * Prints what they have counted, as JSON.
   *
   * @param arguments the address of the hotel, seconds, guests a second
   */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 3) {
      System.err.println("usage: Guests URL SECONDS GUESTS_PER_SECOND");
      System.exit(2);
    }
    Guests guests = new Guests(URI.create(arguments[0]), InstantSource.system());
    System.out.println(guests.come(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])));
  }

  private String come(int seconds, int perSecond) throws InterruptedException {
    long from = clock.millis();
    long start = System.nanoTime();
    long to;
    double coming;
    try (HttpClient client =
            HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(PATIENCE).build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long guest = 0; guest < (long) seconds * perSecond; guest++) {
        long due = start + guest * TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        // Of ten guests, seven look, two want a room, one books.
        RouteCount route =
            routes.get(List.of(0, 0, 0, 1, 0, 0, 2, 0, 1, 0).get((int) (guest % 10)));
        long number = guest % 50;
        threads.execute(() -> ask(client, route, number));
      }
      to = clock.millis();
      coming = (System.nanoTime() - start) / 1e9;
      threads.shutdown();
      if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    }
    return summary(from, to, coming);
  }

  private void ask(HttpClient client, RouteCount route, long number) {
    HttpRequest request =
        HttpRequest.newBuilder(hotel.resolve(route.template().replace("{id}", "" + number)))
            .timeout(PATIENCE)
            .method(route.method(), BodyPublishers.noBody())
            .build();
    long start = System.nanoTime();
    try {
      HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
      route.answered(response.statusCode(), System.nanoTime() - start);
    } catch (IOException e) {
      route.failed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String summary(long from, long to, double seconds) {
    long requests = routes.stream().mapToLong(RouteCount::requests).sum();
    StringBuilder json = new StringBuilder();
    json.append(
        String.format(
            Locale.ROOT,
            "{\"from_ms\":%d,\"to_ms\":%d,\"requests\":%d,\"requests_per_second\":%.3f,\"routes\":[",
            from,
            to,
            requests,
            requests / seconds));
    for (RouteCount route : routes) {
      json.append(route == routes.getFirst() ? "" : ",").append(route.json());
    }
    return json.append("]}").toString();
  }
}
