package io.barograph.agent.micrometer;

import io.barograph.agent.AgentCounts;
import io.barograph.agent.BarographAgent;
import io.barograph.agent.records.RecordCounts;
import io.barograph.agent.records.Records;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;

/** How the agent itself does, under the names of all agents. */
public final class AgentMetrics implements MeterBinder {
  private final BarographAgent agent;

  /** Of an agent that speaks for a process. */
  public AgentMetrics(BarographAgent agent) {
    this.agent = agent;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    samples(registry, "accepted", AgentCounts::accepted);
    samples(registry, "refused", AgentCounts::refused);
    samples(registry, "dropped", AgentCounts::dropped);
    Gauge.builder(
            "barograph.agent.waiting.samples",
            agent,
            one -> {
              AgentCounts counts = one.counts();
              return counts.buffered() + counts.pending();
            })
        .description("Samples that wait to be sent or acknowledged.")
        .register(registry);
    records(registry, "accepted", RecordCounts::accepted);
    records(registry, "refused", RecordCounts::refused);
    records(registry, "dropped", RecordCounts::dropped);
    records(registry, "suppressed", RecordCounts::suppressed);
  }

  private void samples(MeterRegistry registry, String result, ToLongFunction<AgentCounts> count) {
    FunctionCounter.builder(
            "barograph.agent.samples", agent, one -> count.applyAsLong(one.counts()))
        .description("Samples by what became of them.")
        .tag("result", result)
        .register(registry);
  }

  private void records(MeterRegistry registry, String result, ToLongFunction<RecordCounts> count) {
    Records records = agent.records();
    FunctionCounter.builder(
            "barograph.agent.records", records, one -> count.applyAsLong(one.counts()))
        .description("Records by what became of them.")
        .tag("result", result)
        .register(registry);
  }
}
