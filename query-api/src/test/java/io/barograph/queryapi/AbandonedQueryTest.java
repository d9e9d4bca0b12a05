package io.barograph.queryapi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.promql.Engine;
import io.barograph.promql.EngineSettings;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.inventory.InMemoryInventory;
import io.barograph.storage.records.InMemoryRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class AbandonedQueryTest {
  /** 86,400 subqueries of 86,400 steps each: an hour of work. */
  private static final String ENDLESS =
      "GET /api/v1/query?query=count_over_time(sum_over_time(vector(1)[1d:1s])[1d:1s])%20or%20"
          + "count_over_time(sum_over_time(vector(time())[1d:1s])[1d:1s])"
          + " HTTP/1.1\r\nHost: test\r\n\r\n";

  @Test
  void evaluationStopsWhenTheClientGoes() throws Exception {
    ThreadPoolExecutor one = (ThreadPoolExecutor) Executors.newFixedThreadPool(1);
    Scheduler worker = Schedulers.fromExecutorService(one);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    DisposableServer server = serve(worker, meters);
    try {
      askAndLeave(
          server.port(),
          () -> {
            await().until(() -> one.getActiveCount() == 1);
            assertThat(running(meters)).isEqualTo(1);
          });
      CountDownLatch free = new CountDownLatch(1);
      one.execute(free::countDown);
      assertThat(free.await(20, TimeUnit.SECONDS)).isTrue();
      await().untilAsserted(() -> assertThat(running(meters)).isZero());
    } finally {
      server.disposeNow();
      worker.dispose();
      one.shutdownNow();
    }
  }

  private static void askAndLeave(int port, Runnable before) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(ENDLESS.getBytes(US_ASCII));
      before.run();
    }
  }

  private static double running(SimpleMeterRegistry meters) {
    return meters.get("barograph.api.queries.running").gauge().value();
  }

  private static DisposableServer serve(Scheduler worker, SimpleMeterRegistry meters) {
    InMemoryStore store = new InMemoryStore();
    Engine engine = new Engine(store, EngineSettings.DEFAULT, worker, System::nanoTime);
    return HttpServer.create()
        .host("127.0.0.1")
        .port(0)
        .handle(
            new ReactorHttpHandlerAdapter(
                RouterFunctions.toHttpHandler(
                    QueryApi.routes(
                        engine,
                        store,
                        AlertSources.NONE,
                        new ServiceSources(new InMemoryRecords(), new InMemoryInventory()),
                        new QueryApiSettings(11_000, 20, Duration.ofDays(15), "test"),
                        Clock.systemUTC(),
                        meters))))
        .bindNow();
  }
}
