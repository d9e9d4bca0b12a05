package io.barograph.server;

import io.barograph.server.settings.BarographSettings;
import io.barograph.server.store.StoreGate;
import io.barograph.server.telemetry.SelfScrape;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

/** Barograph as one of the programs that Barograph watches. */
@Configuration(proxyBeanMethods = false)
class SelfConfiguration {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean(destroyMethod = "close")
  SelfScrape selfScrape(
      BarographSettings settings, PrometheusMeterRegistry registry, StoreGate store, Clock clock) {
    return new SelfScrape(
        registry,
        store,
        hostName() + ":" + settings.http().port(),
        settings.self().interval(),
        clock,
        Schedulers.boundedElastic());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
