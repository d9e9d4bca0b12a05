package io.barograph.alertengine.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.alertengine.notify.Alerting.Server;
import io.barograph.alertengine.notify.route.InhibitionRule;
import io.barograph.model.LabelMatcher;
import io.barograph.storage.alerts.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class NotificationsTest {
  private static final Duration GROUP_WAIT = Duration.ofSeconds(32);
  private static final Duration GROUP_INTERVAL = Duration.ofSeconds(302);
  private static final Duration REPEAT = Duration.ofMinutes(60);

  private final Alerting alerting = new Alerting();
  private final Recorder recorder = new Recorder();

  private Server server() {
    return alerting.new Server(Alerting.plan(recorder));
  }

  private Instant fire(String instance) {
    Instant at = alerting.now();
    alerting.fire("alertname", "Down", "instance", instance);
    return at;
  }

  private void resolve(Instant firedAt, String instance) {
    alerting.resolve(firedAt, "alertname", "Down", "instance", instance);
  }

  @Test
  void alertsThatComeTogetherAreToldTogetherAfterTheGroupWait() {
    server();
    fire("a");
    alerting.pass(Duration.ofSeconds(20));
    fire("b");
    alerting.pass(Duration.ofSeconds(9));
    assertThat(recorder.told()).isEmpty();
    alerting.pass(Duration.ofSeconds(3));
    assertThat(recorder.told()).containsExactly("firing a b;");
    assertThat(recorder.last().groupKey()).isEqualTo("{}:{alertname=\"Down\"}");
    assertThat(recorder.last().commonLabels().get("site")).isEqualTo("here");
  }

  @Test
  void groupsAreToldApart() {
    server();
    fire("a");
    alerting.fire("alertname", "Slow", "instance", "b");
    alerting.pass(GROUP_WAIT);
    assertThat(recorder.told()).containsExactlyInAnyOrder("firing a;", "firing b;");
  }

  @Test
  void whatComesLaterIsToldAfterTheGroupInterval() {
    server();
    fire("a");
    alerting.pass(GROUP_WAIT);
    recorder.told();
    fire("b");
    alerting.pass(Duration.ofMinutes(4));
    assertThat(recorder.told()).isEmpty();
    alerting.pass(Duration.ofMinutes(1));
    assertThat(recorder.told()).containsExactly("firing a b;");
  }

  @Test
  void whatDoesNotChangeIsRepeatedAfterTheRepeatInterval() {
    server();
    fire("a");
    alerting.pass(GROUP_WAIT);
    recorder.told();
    alerting.pass(REPEAT.minusMinutes(1));
    assertThat(recorder.told()).isEmpty();
    alerting.pass(Duration.ofMinutes(2));
    assertThat(recorder.told()).containsExactly("firing a;");
  }

  @Test
  void anEndIsToldOnceAndWhatIsLeftGoesOn() {
    server();
    Instant a = fire("a");
    Instant b = fire("b");
    alerting.pass(GROUP_WAIT);
    recorder.told();
    resolve(a, "a");
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.told()).containsExactly("firing b;resolved a;");
    resolve(b, "b");
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.told()).containsExactly("resolved b;");
    alerting.pass(REPEAT.multipliedBy(2));
    assertThat(recorder.told()).isEmpty();
  }

  @Test
  void anEndForLackOfDataSaysSo() {
    server();
    Instant a = fire("a");
    alerting.pass(GROUP_WAIT);
    alerting.expire(a, "alertname", "Down", "instance", "a");
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.last().status()).isEqualTo("resolved");
    assertThat(recorder.last().alerts().getFirst().annotations())
        .containsEntry("end_reason", "no data");
  }

  @Test
  void anEndIsNotToldToThoseWhoDoNotWantIt() {
    recorder.tellsEnds = false;
    server();
    Instant a = fire("a");
    alerting.pass(GROUP_WAIT);
    recorder.told();
    resolve(a, "a");
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.told()).isEmpty();
    fire("a");
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.told()).containsExactly("firing a;");
  }

  @Test
  void anAlertThatEndsBeforeItWasToldIsNotTold() {
    server();
    Instant a = fire("a");
    alerting.pass(Duration.ofSeconds(10));
    resolve(a, "a");
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.told()).isEmpty();
  }

  @Test
  void anAlertThatEndsAndFiresAgainBetweenFlushesIsNews() {
    server();
    Instant a = fire("a");
    alerting.pass(GROUP_WAIT);
    recorder.told();
    resolve(a, "a");
    alerting.pass(Duration.ofMinutes(1));
    fire("a");
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.told()).containsExactly("firing a;");
  }

  @Test
  void waitingToFireAgainEndsWhatFired() {
    server();
    fire("a");
    alerting.pass(GROUP_WAIT);
    recorder.told();
    alerting.pend("alertname", "Down", "instance", "a");
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.told()).containsExactly("resolved a;");
  }

  @Test
  void aSilenceInTheMiddleHoldsTheReminderBackUntilItIsOver() {
    server();
    fire("a");
    alerting.pass(GROUP_WAIT);
    recorder.told();
    alerting.silence(Duration.ofMinutes(90), LabelMatcher.equal("instance", "a"));
    alerting.pass(Duration.ofMinutes(89));
    assertThat(recorder.told()).isEmpty();
    alerting.pass(Duration.ofMinutes(7));
    assertThat(recorder.told()).containsExactly("firing a;");
  }

  @Test
  void aSilenceThatIsCutShortLetsNewAlertsThrough() {
    server();
    Silence silence =
        alerting.silence(Duration.ofHours(3), LabelMatcher.equal("alertname", "Down"));
    alerting.pass(Duration.ofSeconds(5));
    fire("a");
    alerting.pass(GROUP_WAIT);
    assertThat(recorder.told()).isEmpty();
    alerting.save(List.of(silence.expiredAt(alerting.now()))).block();
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.told()).containsExactly("firing a;");
  }

  @Test
  void anAlertIsMutedWhileOneThatInhibitsItFires() {
    InhibitionRule rule =
        new InhibitionRule(
            List.of(LabelMatcher.equal("alertname", "HostDown")),
            List.of(LabelMatcher.equal("alertname", "Down")),
            Set.of("host"));
    alerting.new Server(Alerting.plan(List.of(rule), recorder));
    alerting.fire("alertname", "HostDown", "host", "h1", "instance", "host");
    Instant host = alerting.now();
    alerting.fire("alertname", "Down", "host", "h1", "instance", "a");
    alerting.fire("alertname", "Down", "host", "h2", "instance", "b");
    alerting.pass(GROUP_WAIT);
    assertThat(recorder.told()).containsExactlyInAnyOrder("firing host;", "firing b;");
    alerting.resolve(host, "alertname", "HostDown", "host", "h1", "instance", "host");
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.told()).containsExactlyInAnyOrder("resolved host;", "firing a b;");
  }

  @Test
  void whoeverTakesOverTellsNothingTwiceAndForgetsNeitherWaitNorRepetition() {
    Server first = server();
    Instant a = fire("a");
    alerting.pass(GROUP_WAIT);
    assertThat(recorder.told()).containsExactly("firing a;");
    alerting.pass(Duration.ofMinutes(2));
    first.leading = false;
    server();
    alerting.pass(REPEAT.minusMinutes(4));
    assertThat(recorder.told()).isEmpty();
    alerting.pass(Duration.ofMinutes(7));
    assertThat(recorder.told()).containsExactly("firing a;");
    resolve(a, "a");
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.told()).containsExactly("resolved a;");
  }

  @Test
  void theGroupWaitGoesOnOverAFailOver() {
    Server first = server();
    fire("a");
    alerting.pass(Duration.ofSeconds(20));
    first.leading = false;
    alerting.pass(Duration.ofSeconds(2));
    server();
    alerting.pass(Duration.ofSeconds(12));
    assertThat(recorder.told()).containsExactly("firing a;");
  }

  @Test
  void anEndDuringAFailOverIsToldByTheOther() {
    Server first = server();
    Instant a = fire("a");
    alerting.pass(GROUP_WAIT);
    recorder.told();
    first.leading = false;
    resolve(a, "a");
    alerting.pass(Duration.ofSeconds(5));
    server();
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.told()).containsExactly("resolved a;");
  }

  @Test
  void aCrashBetweenSendingAndWritingItDownTellsOnceMore() {
    Server first = server();
    alerting.logBroken = true;
    fire("a");
    alerting.pass(GROUP_WAIT);
    assertThat(recorder.told()).containsExactly("firing a;");
    first.leading = false;
    first.notifications.close();
    alerting.logBroken = false;
    server();
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.told()).containsExactly("firing a;");
    alerting.pass(REPEAT.minusMinutes(10));
    assertThat(recorder.told()).isEmpty();
  }

  @Test
  void aLogThatCannotBeWrittenForAWhileTellsNothingTwice() {
    Server server = server();
    alerting.logBroken = true;
    fire("a");
    alerting.pass(GROUP_WAIT);
    assertThat(recorder.told()).containsExactly("firing a;");
    alerting.pass(GROUP_INTERVAL);
    alerting.logBroken = false;
    alerting.pass(Duration.ofSeconds(2));
    server.leading = false;
    alerting.pass(Duration.ofSeconds(2));
    server.leading = true;
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.told()).isEmpty();
  }

  @Test
  void aRefusalIsRetriedWithGrowingPausesUntilItPasses() {
    server();
    recorder.answer(Mono.error(NotifyException.passing("answered 500")));
    fire("a");
    alerting.pass(Duration.ofSeconds(60));
    assertThat(recorder.attempts()).isBetween(4, 10);
    recorder.answer(Mono.empty());
    alerting.pass(Duration.ofSeconds(60));
    assertThat(recorder.told()).containsExactly("firing a;");
  }

  @Test
  void whatTheReceiverWillNeverTakeIsTriedAgainAtTheNextFlushOnly() {
    server();
    recorder.answer(Mono.error(NotifyException.lasting("answered 400")));
    fire("a");
    alerting.pass(Duration.ofMinutes(4));
    assertThat(recorder.attempts()).isEqualTo(1);
    alerting.pass(Duration.ofMinutes(2));
    assertThat(recorder.attempts()).isEqualTo(2);
  }

  @Test
  void anEndIsNeverToldOfAnAlertThatFiresAgainWhileTheReceiverIsAway() {
    server();
    Instant a = fire("a");
    alerting.pass(GROUP_WAIT);
    recorder.told();
    recorder.answer(Mono.error(NotifyException.passing("answered 503")));
    resolve(a, "a");
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.attempts()).isGreaterThan(1);
    fire("a");
    alerting.pass(Duration.ofSeconds(2));
    recorder.answer(Mono.empty());
    alerting.pass(GROUP_INTERVAL);
    assertThat(recorder.told()).containsExactly("firing a;");
  }

  @Test
  void aReceiverThatHangsDelaysNoOther() {
    Recorder hanging = new Recorder();
    hanging.answer(Mono.never());
    alerting.new Server(Alerting.plan(hanging, recorder));
    for (int i = 0; i < 100; i++) {
      alerting.fire("alertname", "Down" + i, "instance", "a");
    }
    alerting.pass(GROUP_WAIT);
    assertThat(recorder.told()).hasSize(100);
    assertThat(
            alerting
                .meters
                .get("barograph.notification.queue")
                .tag("integration", "test/0")
                .gauge()
                .value())
        .isEqualTo(100);
  }

  @Test
  void aReloadKeepsTheRhythmOfGroups() {
    Server server = server();
    fire("a");
    alerting.pass(GROUP_WAIT);
    recorder.told();
    recorder.timeout = Duration.ofSeconds(9);
    server.notifications.follow(Alerting.plan(recorder));
    alerting.pass(Duration.ofMinutes(1));
    fire("b");
    alerting.pass(Duration.ofMinutes(3));
    assertThat(recorder.told()).isEmpty();
    alerting.pass(Duration.ofMinutes(1));
    assertThat(recorder.told()).containsExactly("firing a b;");
  }

  @Test
  void aReloadDoesNotOvertakeAnAttemptUnderWay() {
    Server server = server();
    recorder.answer(Mono.delay(Duration.ofSeconds(8), alerting.time).then());
    fire("a");
    alerting.pass(GROUP_WAIT);
    recorder.timeout = Duration.ofSeconds(9);
    server.notifications.follow(Alerting.plan(recorder));
    alerting.pass(Duration.ofMinutes(1));
    assertThat(recorder.told()).containsExactly("firing a;");
    assertThat(recorder.attempts()).isEqualTo(1);
  }

  @Test
  void aDatabaseThatCannotBeReadStopsNothingForGood() {
    server();
    alerting.feedBroken = true;
    alerting.pass(Duration.ofMinutes(5));
    alerting.feedBroken = false;
    fire("a");
    alerting.pass(GROUP_WAIT);
    assertThat(recorder.told()).containsExactly("firing a;");
  }
}
