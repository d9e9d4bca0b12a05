package io.barograph.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExpositionTextTest {
  @Test
  void readsWhatTheRegistryWrites() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Counter.builder("jobs.done")
        .description("Jobs that are \\ done")
        .tag("path", "a \"b\" {c} d\\e,\nf=g")
        .register(registry)
        .increment(3);
    Gauge.builder("empty.gauge", () -> Double.NaN).register(registry);
    Gauge.builder("full.gauge", () -> Double.POSITIVE_INFINITY).register(registry);

    ExpositionText text = ExpositionText.parse(registry.scrape(), Map.of("job", "self"));

    assertThat(text.samples())
        .containsExactlyInAnyOrder(
            new ExpositionText.Line(
                Labels.of(
                    "__name__", "jobs_done_total", "job", "self", "path", "a \"b\" {c} d\\e,\nf=g"),
                3),
            new ExpositionText.Line(
                Labels.of("__name__", "empty_gauge", "job", "self"), Double.NaN),
            new ExpositionText.Line(
                Labels.of("__name__", "full_gauge", "job", "self"), Double.POSITIVE_INFINITY));
    assertThat(text.metadata())
        .extracting(MetricMetadata::metric, MetricMetadata::type)
        .contains(org.assertj.core.groups.Tuple.tuple("empty_gauge", MetricType.GAUGE));
  }

  @Test
  void aCutLineIsRefused() {
    assertThatThrownBy(() -> ExpositionText.parse("a{b=\"c", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends early");
  }
}
