package io.barograph.server;

import io.barograph.alertengine.evaluate.EngineQueries;
import io.barograph.alertengine.evaluate.EvaluationSettings;
import io.barograph.alertengine.evaluate.GroupEvaluator;
import io.barograph.alertengine.evaluate.LabelTemplates;
import io.barograph.alertengine.evaluate.RuleQueries;
import io.barograph.alertengine.evaluate.StoreAppender;
import io.barograph.alertengine.notify.configuration.NotificationFileWatch;
import io.barograph.alertengine.rulefile.RuleFileReader;
import io.barograph.alertengine.rulefile.yaml.UnknownFields;
import io.barograph.alertengine.schedule.GroupScheduler;
import io.barograph.alertengine.schedule.ScheduleSettings;
import io.barograph.alertengine.template.RuleTemplates;
import io.barograph.promql.Engine;
import io.barograph.promql.EngineSettings;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import io.barograph.server.http.ReloadRoute;
import io.barograph.server.rules.ReloadSignal;
import io.barograph.server.rules.RuleReloader;
import io.barograph.server.rules.RulesOfSettings;
import io.barograph.server.settings.BarographSettings;
import io.barograph.server.settings.ConditionalOnRole;
import io.barograph.server.settings.Role;
import io.barograph.server.store.AlertGate;
import io.barograph.server.store.StoreGate;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Rules, evaluated by an engine of their own, so that no query over HTTP holds them up. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.ALERT)
class AlertConfiguration {
  @Bean(destroyMethod = "dispose")
  Scheduler ruleWorkers(BarographSettings settings) {
    return Schedulers.newParallel("rules", settings.alert().concurrency());
  }

  @Bean
  RuleQueries ruleQueries(
      StoreGate store, BarographSettings settings, @Qualifier("ruleWorkers") Scheduler workers) {
    EngineSettings engine =
        new EngineSettings(
            settings.query().lookbackDelta(),
            settings.query().timeout(),
            settings.alert().maxSamples(),
            EngineSettings.DEFAULT.defaultSubqueryStep(),
            EngineSettings.DEFAULT.nameRemoval(),
            new ParserOptions(settings.query().experimentalFunctions()));
    return new EngineQueries(
        store, querier -> new Engine(querier, engine, workers, System::nanoTime));
  }

  /** Closed before the store, which it writes to. */
  @DependsOn("storeLifecycle")
  @Bean(initMethod = "start", destroyMethod = "close")
  GroupScheduler groupScheduler(
      RuleQueries queries,
      StoreGate store,
      AlertGate states,
      BarographSettings settings,
      Clock clock,
      MeterRegistry registry) {
    BarographSettings.Alert alert = settings.alert();
    EvaluationSettings evaluation =
        new EvaluationSettings(alert.queryOffset(), alert.noDataGrace());
    StoreAppender appender = new StoreAppender(store);
    LabelTemplates templates =
        new RuleTemplates(queries, alert.externalLabelSet(), alert.externalAddress());
    return new GroupScheduler(
        new ScheduleSettings(
            alert.interval(), alert.outageTolerance(), alert.concurrency(), evaluation),
        states,
        group -> new GroupEvaluator(group, evaluation, queries, templates, appender, clock),
        clock,
        registry);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  RuleReloader ruleReloader(
      BarographSettings settings, GroupScheduler scheduler, MeterRegistry registry) {
    RuleFileReader reader =
        new RuleFileReader(
            new Parser(new ParserOptions(settings.query().experimentalFunctions())),
            RuleTemplates::problem,
            UnknownFields.REFUSE);
    RuleReloader reloader =
        new RuleReloader(
            new RulesOfSettings(reader, settings.alert().rules()), scheduler::use, registry);
    return reloader;
  }

  @Bean
  RouterFunction<ServerResponse> reloadRoute(
      RuleReloader rules, ObjectProvider<NotificationFileWatch> notifications) {
    Supplier<Optional<String>> reload =
        () -> {
          NotificationFileWatch file = notifications.getIfAvailable();
          Optional<String> problem = file == null ? Optional.empty() : file.reload();
          // Both are read in any case; what is good of them is used.
          return rules.reload().or(() -> problem);
        };
    ReloadSignal.onHangUp(
        () -> {
          var _ = reload.get();
        });
    return ReloadRoute.of(reload);
  }
}
