package io.barograph.server;

import static java.util.Objects.requireNonNull;

import io.barograph.server.settings.BarographSettings;
import io.barograph.server.store.AlertGate;
import io.barograph.server.store.DatabaseSource;
import io.barograph.server.store.InventoryGate;
import io.barograph.server.store.NotificationGate;
import io.barograph.server.store.RecordGate;
import io.barograph.server.store.StoreGate;
import io.barograph.server.store.StoreLifecycle;
import io.barograph.server.store.StoreOpener;
import io.barograph.timescale.StoreSettings;
import io.barograph.timescale.TimescaleStore;
import io.barograph.timescale.catalog.SeriesLimits;
import io.barograph.timescale.compact.CompactionSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The store behind its gate. It begins to open while the rest of the program is put together. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
  @Bean
  StoreGate storeGate() {
    return new StoreGate();
  }

  @Bean
  AlertGate alertGate(StoreGate gate) {
    return new AlertGate(gate);
  }

  @Bean
  NotificationGate notificationGate(StoreGate gate) {
    return new NotificationGate(gate);
  }

  @Bean
  InventoryGate inventoryGate(StoreGate gate) {
    return new InventoryGate(gate);
  }

  @Bean
  RecordGate recordGate(StoreGate gate) {
    return new RecordGate(gate);
  }

  @Bean
  @ConditionalOnMissingBean
  StoreOpener storeOpener(BarographSettings settings, Clock clock, MeterRegistry registry) {
    BarographSettings.Limits limits = settings.limits();
    return address -> {
      StoreSettings storeSettings =
          StoreSettings.of(address)
              .withAlertHistory(settings.alert().historyRetention())
              .withRecords(settings.records().retention())
              .withRemembered(settings.inventory().remembered())
              .withLimits(new SeriesLimits(limits.seriesPerMetric(), limits.series()))
              .withCompaction(
                  CompactionSettings.DEFAULT
                      .withInterval(settings.compaction().interval())
                      .withCompression(settings.compaction().compression())
                      .withRetention(settings.retention()));
      return new TimescaleOpenStore(
          requireNonNull(TimescaleStore.open(storeSettings, clock, registry).block()));
    };
  }

  @Bean(destroyMethod = "close")
  StoreLifecycle storeLifecycle(
      StoreGate gate,
      BarographSettings settings,
      StoreOpener opener,
      ConfigurableApplicationContext context) {
    StoreLifecycle lifecycle =
        new StoreLifecycle(
            gate,
            new DatabaseSource(settings),
            opener,
            failure -> HopelessStart.end(failure, context));
    lifecycle.begin();
    return lifecycle;
  }
}
