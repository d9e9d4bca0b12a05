package io.barograph.alertengine.notify.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.alertengine.notify.NotifyException;
import io.barograph.alertengine.notify.Secret;
import io.barograph.alertengine.notify.text.BuiltInTexts;
import io.barograph.alertengine.notify.text.TextTemplate;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailNotifierTest {
  private final MailServer server = new MailServer();

  MailNotifierTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private MailNotifier notifier(boolean requireTls, TextTemplate subject) {
    return new MailNotifier(
        new MailSettings(
            SomeAlerts.text("ops@example.org, Other <other@example.org>"),
            SomeAlerts.text("Barograph <baro@example.org>"),
            "127.0.0.1",
            server.port(),
            "tester",
            "me",
            Secret.of("secret"),
            requireTls,
            Map.of("X-Team", SomeAlerts.text("shop")),
            subject,
            BuiltInTexts.template("email.default.text"),
            BuiltInTexts.template("email.default.html")),
        Duration.ofSeconds(5),
        SomeAlerts.texts(),
        InstantSource.fixed(SomeAlerts.START));
  }

  @Test
  void sendsBothTextsWithALogin() throws InterruptedException {
    notifier(false, BuiltInTexts.template("email.default.subject"))
        .notify(SomeAlerts.notification(SomeAlerts.FIRING, SomeAlerts.EXPIRED))
        .block();
    assertThat(server.login()).isEqualTo("me:secret");
    assertThat(server.next())
        .contains(
            "From: Barograph <baro@example.org>",
            "To: ops@example.org, Other <other@example.org>",
            "Subject: [FIRING:1] Down (shop)",
            "X-Team: shop",
            "Message-ID: <",
            "multipart/alternative",
            "text/plain; charset=UTF-8",
            "text/html; charset=UTF-8",
            "FIRING a \"quoted\" <summary>",
            "(no data)");
  }

  @Test
  void aSubjectCannotBringHeadersOfItsOwn() throws InterruptedException {
    notifier(false, SomeAlerts.text("Alert\r\nBcc: everybody@example.org"))
        .notify(SomeAlerts.notification(SomeAlerts.FIRING))
        .block();
    assertThat(server.next()).contains("Subject: Alert Bcc: everybody@example.org");
  }

  @Test
  void aServerWithoutTlsIsRefusedWhereTlsIsWanted() {
    assertThatThrownBy(
            () ->
                notifier(true, SomeAlerts.text("Alert"))
                    .notify(SomeAlerts.notification(SomeAlerts.FIRING))
                    .block())
        .isInstanceOf(NotifyException.class)
        .hasMessageContaining("STARTTLS");
    assertThat(server.login()).isEmpty();
  }

  @Test
  void repliesTellWhetherToTryAgain() {
    server.answerRecipients("450 later");
    assertRefused("later", true);
    server.answerRecipients("550 no such user");
    assertRefused("no such user", false);
  }

  private void assertRefused(String message, boolean passing) {
    assertThatThrownBy(
            () ->
                notifier(false, SomeAlerts.text("Alert"))
                    .notify(SomeAlerts.notification(SomeAlerts.FIRING))
                    .block())
        .isInstanceOf(NotifyException.class)
        .hasMessageContaining(message)
        .returns(passing, failure -> ((NotifyException) failure).isPassing());
  }
}
