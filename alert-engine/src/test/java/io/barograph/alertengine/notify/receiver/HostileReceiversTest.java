package io.barograph.alertengine.notify.receiver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.alertengine.notify.Notifier;
import io.barograph.alertengine.notify.NotifyException;
import io.barograph.alertengine.notify.Secret;
import io.barograph.alertengine.notify.http.HttpEndpoint;
import io.barograph.alertengine.notify.http.HttpSender;
import io.barograph.alertengine.notify.text.TextTemplate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostileReceiversTest {
  private static final Duration PATIENCE = Duration.ofMillis(700);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpSender http = new HttpSender(threads, "test");
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final CountDownLatch hungUp = new CountDownLatch(1);

  HostileReceiversTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    server.close();
    http.close();
    threads.close();
  }

  /** What a server does with one connection. */
  @FunctionalInterface
  private interface Conduct {
    void with(Socket connection, OutputStream out) throws IOException, InterruptedException;
  }

  private Notifier receiver(Conduct conduct) {
    var _ =
        threads.submit(
            () -> {
              try (Socket connection = server.accept()) {
                conduct.with(connection, connection.getOutputStream());
              } catch (IOException | InterruptedException e) {
                hungUp.countDown();
              }
            });
    return new WebhookNotifier(
        http, HttpEndpoint.of(Secret.of("http://127.0.0.1:" + server.getLocalPort())), 0);
  }

  private static void notify(Notifier notifier) {
    notifier
        .notify(SomeAlerts.notification(SomeAlerts.FIRING))
        .timeout(PATIENCE)
        .onErrorMap(TimeoutException.class, e -> NotifyException.passing("too late", e))
        .block();
  }

  private static void drip(OutputStream out, CountDownLatch end)
      throws IOException, InterruptedException {
    do {
      out.write(' ');
      out.flush();
    } while (!end.await(50, TimeUnit.MILLISECONDS));
  }

  @Test
  void oneThatHangsIsGivenUpAndHungUpOn() throws InterruptedException {
    Notifier notifier =
        receiver(
            (connection, out) -> {
              while (connection.getInputStream().read() >= 0) {
                // Reads until we close.
              }
              hungUp.countDown();
            });
    assertThatThrownBy(() -> notify(notifier)).hasMessage("too late");
    assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void oneThatDripsIsGivenUpAndHungUpOn() throws InterruptedException {
    Notifier notifier =
        receiver(
            (connection, out) -> {
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(US_ASCII));
              drip(out, new CountDownLatch(1));
            });
    assertThatThrownBy(() -> notify(notifier)).hasMessage("too late");
    assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void oneThatSendsWithoutEndIsReadToItsBeginning() {
    Notifier notifier =
        receiver(
            (connection, out) -> {
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n".getBytes(US_ASCII));
              for (int i = 0; i < 10_000; i++) {
                out.write(new byte[1000]);
              }
            });
    notify(notifier);
  }

  @Test
  void oneThatClosesInTheMiddleOfItsAnswerIsNotBelieved() {
    Notifier notifier =
        receiver(
            (connection, out) -> {
              connection.getInputStream().read(new byte[4096]);
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf".getBytes(US_ASCII));
            });
    assertThatThrownBy(() -> notify(notifier))
        .isInstanceOf(NotifyException.class)
        .hasMessageStartingWith("no answer: ");
  }

  @Test
  void oneThatSpeaksNonsenseIsNotBelieved() {
    Notifier notifier = receiver((connection, out) -> out.write("hello\r\n".getBytes(US_ASCII)));
    assertThatThrownBy(() -> notify(notifier))
        .isInstanceOf(NotifyException.class)
        .hasMessageStartingWith("no answer: ");
  }

  @Test
  void oneThatIsNotThereIsSaidSo() throws IOException {
    server.close();
    Notifier notifier =
        new WebhookNotifier(
            http, HttpEndpoint.of(Secret.of("http://127.0.0.1:" + server.getLocalPort())), 0);
    assertThatThrownBy(() -> notify(notifier))
        .isInstanceOf(NotifyException.class)
        .hasMessageStartingWith("no answer: ")
        .returns(true, failure -> ((NotifyException) failure).isPassing());
  }

  @Test
  void aMailServerThatDripsIsGivenUpAndHungUpOn() throws InterruptedException {
    var _ = receiver((connection, out) -> drip(out, new CountDownLatch(1)));
    Notifier mail =
        new MailNotifier(
            new MailSettings(
                SomeAlerts.text("ops@example.org"),
                SomeAlerts.text("baro@example.org"),
                "127.0.0.1",
                server.getLocalPort(),
                "",
                "",
                null,
                false,
                Map.of(),
                SomeAlerts.text("subject"),
                SomeAlerts.text("text"),
                TextTemplate.NONE),
            Duration.ofSeconds(20),
            SomeAlerts.texts(),
            InstantSource.system());
    assertThatThrownBy(() -> notify(mail)).hasMessage("too late");
    assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
