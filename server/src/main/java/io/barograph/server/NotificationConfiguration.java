package io.barograph.server;

import io.barograph.alertengine.notify.AlertOrigin;
import io.barograph.alertengine.notify.Notifications;
import io.barograph.alertengine.notify.RetryPause;
import io.barograph.alertengine.notify.configuration.NotificationFileWatch;
import io.barograph.alertengine.notify.http.HttpSender;
import io.barograph.alertengine.notify.receiver.NotifierParts;
import io.barograph.alertengine.notify.text.NotificationTexts;
import io.barograph.server.settings.BarographSettings;
import io.barograph.server.settings.ConditionalOnRole;
import io.barograph.server.settings.Role;
import io.barograph.server.store.NotificationGate;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Telling people of alerts, where a file says whom. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.ALERT)
@ConditionalOnExpression("!'${barograph.alert.notifications}'.isBlank()")
class NotificationConfiguration {
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(5);

  @Bean(destroyMethod = "dispose")
  Scheduler notificationWorkers() {
    return Schedulers.newParallel("notification", 2);
  }

  /** Runs the callbacks of the HTTP client, which may wait for each other. */
  @Bean(destroyMethod = "close")
  ExecutorService notificationThreads() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }

  @Bean(destroyMethod = "close")
  HttpSender notificationSender(ExecutorService notificationThreads) {
    return new HttpSender(notificationThreads, BuildProperties.read().version());
  }

  @Bean
  RetryPause retryPause() {
    return new RetryPause(new SplittableRandom());
  }

  /** Closed before the store, in which it keeps what was told. */
  @DependsOn("storeLifecycle")
  @Bean(destroyMethod = "close")
  Notifications notifications(
      NotificationGate store,
      BarographSettings settings,
      Clock clock,
      @Qualifier("notificationWorkers") Scheduler workers,
      MeterRegistry registry) {
    Notifications notifications =
        new Notifications(
            store,
            store,
            store,
            store::isNotifier,
            new AlertOrigin(
                settings.alert().externalLabelSet(), settings.alert().externalAddress()),
            clock,
            workers,
            new SplittableRandom(),
            registry);
    notifications.start(TURN);
    return notifications;
  }

  @Bean(destroyMethod = "close")
  NotificationFileWatch notificationFileWatch(
      BarographSettings settings,
      Notifications notifications,
      HttpSender http,
      Clock clock,
      RetryPause pause,
      @Qualifier("notificationWorkers") Scheduler workers,
      MeterRegistry registry) {
    NotifierParts parts = new NotifierParts(http, new NotificationTexts(registry), clock);
    NotificationFileWatch watch =
        new NotificationFileWatch(
            Path.of(settings.alert().notifications()),
            System::getenv,
            clock,
            file -> file.plan(parts, pause, workers, registry),
            notifications::follow,
            registry);
    watch.start(LOOK);
    return watch;
  }
}
