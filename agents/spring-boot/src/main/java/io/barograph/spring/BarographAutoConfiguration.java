package io.barograph.spring;

import io.barograph.agent.BarographAgent;
import io.barograph.agent.micrometer.AgentMetrics;
import io.barograph.agent.micrometer.BarographMeterRegistry;
import io.barograph.agent.micrometer.ProcessMetrics;
import io.barograph.agent.records.OwnCode;
import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Reports the service to the server that {@code barograph.agent.server} names, if it names one. */
@AutoConfiguration(
    after = MetricsAutoConfiguration.class,
    before = {
      CompositeMeterRegistryAutoConfiguration.class,
      SimpleMetricsExportAutoConfiguration.class
    })
@ConditionalOnProperty("barograph.agent.server")
@EnableConfigurationProperties(BarographProperties.class)
public class BarographAutoConfiguration {
  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(2);

  @Bean
  ServiceIdentity barographServiceIdentity(
      BarographProperties properties,
      Environment environment,
      ObjectProvider<BuildProperties> build,
      ObjectProvider<GitProperties> git) {
    return new ServiceIdentity(
        properties, environment, build.getIfAvailable(), git.getIfAvailable());
  }

  @Bean
  @ConditionalOnMissingBean
  BarographAgent barographAgent(
      BarographProperties properties, ServiceIdentity identity, BeanFactory beans) {
    return BarographAgent.builder(properties.server())
        .token(properties.token())
        .identity(identity.agent())
        .process(identity.process())
        .commonLabels(identity.seriesLabels())
        .ownCode(ownCode(beans))
        .bufferedSamples(properties.maxSamples())
        .bufferedRecords(properties.maxRecords())
        .transactionsPerReport(properties.maxTransactions())
        .closeTimeout(PATIENCE_AT_THE_END)
        .build();
  }

  private static OwnCode ownCode(BeanFactory beans) {
    return AutoConfigurationPackages.has(beans)
        ? OwnCode.inPackages(AutoConfigurationPackages.get(beans))
        : OwnCode.notOfLibraries();
  }

  @Bean
  @ConditionalOnMissingBean
  BarographMeterRegistry barographMeterRegistry(BarographAgent agent, Clock clock) {
    return new BarographMeterRegistry(agent, clock);
  }

  @Bean
  AgentMetrics barographAgentMetrics(BarographAgent agent) {
    return new AgentMetrics(agent);
  }

  @Bean
  ProcessMetrics barographProcessMetrics() {
    return new ProcessMetrics();
  }

  @Bean
  RequestRecords barographRequestRecords(
      BarographProperties properties, BarographAgent agent, Clock clock) {
    return new RequestRecords(agent.records(), clock, properties.slow());
  }

  @Bean
  UncaughtExceptions barographUncaughtExceptions(BarographAgent agent) {
    return UncaughtExceptions.watch(agent.records());
  }

  @Bean
  Life barographLife(
      BarographProperties properties,
      ServiceIdentity identity,
      BarographAgent agent,
      BarographMeterRegistry registry) {
    return new Life(agent.records(), identity.process(), registry, properties.interval());
  }
}
