package io.barograph.alertengine.notify.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.alertengine.notify.Alert;
import io.barograph.alertengine.notify.Notification;
import io.barograph.alertengine.notify.Notifier;
import io.barograph.alertengine.notify.NotifyException;
import io.barograph.alertengine.notify.Secret;
import io.barograph.alertengine.notify.http.HttpEndpoint;
import io.barograph.alertengine.notify.http.HttpSender;
import io.barograph.alertengine.notify.text.BuiltInTexts;
import io.barograph.alertengine.notify.text.NotificationTexts;
import io.barograph.alertengine.notify.text.TextTemplate;
import io.barograph.model.Labels;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpReceiversTest {
  private static final NotificationTexts TEXTS = SomeAlerts.texts();
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678Z"));

  private final Listening listening = new Listening();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpSender http = new HttpSender(threads, "test");

  HttpReceiversTest() throws IOException {}

  @AfterEach
  void close() {
    http.close();
    threads.close();
    listening.close();
  }

  private Listening.Request posted(Notifier notifier, Notification notification)
      throws InterruptedException {
    notifier.notify(notification).block();
    return listening.next();
  }

  private static Notification both() {
    return SomeAlerts.notification(SomeAlerts.FIRING, SomeAlerts.EXPIRED);
  }

  @Test
  void aWebhookGetsVersionFourOfAlertmanagersFormat() throws InterruptedException {
    HttpEndpoint endpoint =
        new HttpEndpoint(
            Secret.of(listening.url() + "/hook"),
            new HttpEndpoint.Authorization.Basic("me", Secret.of("pass")));
    Listening.Request request = posted(new WebhookNotifier(http, endpoint, 0), both());
    assertThat(request.authorization()).isEqualTo("Basic bWU6cGFzcw==");
    assertThat(request.body())
        .isEqualTo(
            """
            {"receiver":"team","status":"firing","alerts":[\
            {"status":"firing","labels":{"alertname":"Down","instance":"a","job":"shop"},\
            "annotations":{"summary":"a \\"quoted\\" <summary>"},\
            "startsAt":"2026-01-02T03:04:05.678Z","endsAt":"0001-01-01T00:00:00Z",\
            "generatorURL":"http://baro.example/api/v1/query?query=up","fingerprint":"%s"},\
            {"status":"resolved","labels":{"alertname":"Down","instance":"b","job":"shop"},\
            "annotations":{"end_reason":"no data"},\
            "startsAt":"2026-01-02T03:04:05.678Z","endsAt":"2026-01-02T03:05:05.678Z",\
            "generatorURL":"http://baro.example/api/v1/query?query=up","fingerprint":"%s"}],\
            "groupLabels":{"alertname":"Down"},\
            "commonLabels":{"alertname":"Down","job":"shop"},"commonAnnotations":{},\
            "externalURL":"http://baro.example","version":"4",\
            "groupKey":"{}:{alertname=\\"Down\\"}","truncatedAlerts":0}"""
                .formatted(SomeAlerts.FIRING.fingerprint(), SomeAlerts.EXPIRED.fingerprint()));
  }

  @Test
  void aWebhookGetsNoMoreAlertsThanItWants() throws InterruptedException {
    Listening.Request request = posted(new WebhookNotifier(http, listening.endpoint(), 1), both());
    assertThat(request.body())
        .contains("\"truncatedAlerts\":1")
        .doesNotContain("\"instance\":\"b\"");
  }

  @Test
  void slackGetsAnAttachment() throws InterruptedException {
    SlackSettings settings =
        new SlackSettings(
            listening.endpoint(),
            SomeAlerts.text("#ops"),
            TextTemplate.NONE,
            TextTemplate.NONE,
            TextTemplate.NONE,
            BuiltInTexts.template("slack.default.color"),
            BuiltInTexts.template("slack.default.title"),
            BuiltInTexts.template("slack.default.titlelink"),
            TextTemplate.NONE,
            SomeAlerts.text("plain"),
            BuiltInTexts.template("slack.default.fallback"),
            TextTemplate.NONE);
    assertThat(posted(new SlackNotifier(http, settings, TEXTS), both()).body())
        .isEqualTo(
            """
            {"channel":"#ops","attachments":[{"title":"[FIRING:1] Down (shop)",\
            "title_link":"http://baro.example","text":"plain",\
            "fallback":"[FIRING:1] Down (shop) | http://baro.example","color":"danger",\
            "mrkdwn_in":["fallback","pretext","text"]}]}""");
  }

  @Test
  void wecomGetsMarkdownThatFits() throws InterruptedException {
    listening.answer(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
    Alert wordy =
        new Alert(
            SomeAlerts.FIRING.labels(),
            Map.of("summary", "气压计".repeat(2000)),
            1,
            SomeAlerts.START,
            null,
            "http://baro.example");
    String body =
        posted(
                new WecomNotifier(
                    http, listening.endpoint(), BuiltInTexts.template("wecom.default.text"), TEXTS),
                SomeAlerts.notification(wordy))
            .body();
    assertThat(body)
        .startsWith("{\"msgtype\":\"markdown\",\"markdown\":{\"content\":\"#### [FIRING:1]");
    assertThat(body).endsWith("…\"}}");
    assertThat(body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
        .isBetween(4000, 4096 + 60);
  }

  @Test
  void dingtalkGetsASignedRequest() throws InterruptedException {
    listening.answer(200, "{\"errcode\": 0}");
    Listening.Request request =
        posted(
            new DingtalkNotifier(
                http,
                new RobotSettings(
                    listening.endpoint(),
                    Secret.of("SECfe"),
                    BuiltInTexts.template("dingtalk.default.title"),
                    BuiltInTexts.template("dingtalk.default.text")),
                TEXTS,
                CLOCK),
            both());
    // printf '1767323045678\nSECfe' | openssl dgst -sha256 -hmac SECfe -binary | base64
    assertThat(request.query())
        .isEqualTo("key=secret&timestamp=1767323045678&sign=" + DINGTALK_SIGNATURE);
    assertThat(request.body()).contains("\"title\":\"[FIRING:1] Down (shop)\"", "no data");
  }

  private static final String DINGTALK_SIGNATURE =
      "VRhN%2B3UFEJ%2FL1k8419eb5VwPMuVnM285kV%2BkJnLPTcg%3D";

  @Test
  void feishuGetsASignedCard() throws InterruptedException {
    listening.answer(200, "{\"code\":0,\"msg\":\"success\"}");
    Listening.Request request =
        posted(
            new FeishuNotifier(
                http,
                new RobotSettings(
                    listening.endpoint(),
                    Secret.of("SECfe"),
                    BuiltInTexts.template("feishu.default.title"),
                    BuiltInTexts.template("feishu.default.text")),
                TEXTS,
                CLOCK),
            SomeAlerts.notification(SomeAlerts.EXPIRED));
    // printf '' | openssl dgst -sha256 -hmac "$(printf '1767323045\nSECfe')" -binary | base64
    assertThat(request.body())
        .startsWith(
            "{\"timestamp\":\"1767323045\",\"sign\":\"ZJGViBX2qz0rs7qfXgqwDWps7y15BJqvojvzkoLfcmU=\",")
        .contains("\"content\":\"[RESOLVED] Down (b shop)\"", "\"template\":\"green\"");
  }

  @Test
  void aRobotThatSaysNoWithStatus200IsNotBelieved() {
    Notifier notifier =
        new WecomNotifier(http, listening.endpoint(), SomeAlerts.text("text"), TEXTS);
    listening.answer(200, "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}");
    assertRefused(
        notifier, "refused: {\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}", false);
    listening.answer(200, "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}");
    assertRefused(notifier, "refused: {\"errcode\":45009", true);
    listening.answer(200, "<html>welcome</html>");
    assertRefused(notifier, "answered without \"errcode\": <html>welcome</html>", false);
  }

  @Test
  void statusCodesTellWhetherToTryAgain() {
    Notifier notifier = new WebhookNotifier(http, listening.endpoint(), 0);
    listening.answer(500, "oh no");
    assertRefused(notifier, "answered 500: oh no", true);
    listening.answer(429, "");
    assertRefused(notifier, "answered 429", true);
    listening.answer(404, "");
    assertRefused(notifier, "answered 404", false);
    listening.answer(302, "");
    assertRefused(notifier, "answered 302; redirects are not followed, give the final URL", false);
  }

  private static void assertRefused(Notifier notifier, String message, boolean passing) {
    assertThatThrownBy(() -> notifier.notify(both()).block())
        .isInstanceOf(NotifyException.class)
        .hasMessageStartingWith(message)
        .returns(passing, failure -> ((NotifyException) failure).isPassing())
        .satisfies(failure -> assertThat(failure).message().doesNotContain("secret"));
  }

  @Test
  void textsOfManyAlertsSayHowManyAreLeftOut() {
    Alert[] alerts = new Alert[60];
    for (int i = 0; i < alerts.length; i++) {
      alerts[i] =
          new Alert(
              Labels.of("alertname", "Down", "n", Integer.toString(i)),
              Collections.emptyMap(),
              1,
              SomeAlerts.START,
              null,
              "http://baro.example");
    }
    assertThat(
            TEXTS.expand(
                BuiltInTexts.template("email.default.text"), SomeAlerts.notification(alerts)))
        .contains("and 10 more");
  }

  @Test
  void htmlIsEscaped() {
    assertThat(TEXTS.expand(BuiltInTexts.template("email.default.html"), both()))
        .contains("FIRING a &quot;quoted&quot; &lt;summary&gt;")
        .doesNotContain("<summary>");
  }
}
