package io.barograph.agent.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes meters up to a number: a tag that is never the same twice must cost neither the program nor
 * the server its memory. Asked for a meter only where the registry does not know it yet.
 */
final class MeterLimit implements MeterFilter {
  private static final Logger logger = LoggerFactory.getLogger(BarographMeterRegistry.class);

  private final int limit;
  private final Set<Meter.Id> known = ConcurrentHashMap.newKeySet();
  private final LongAdder refused = new LongAdder();
  private final AtomicBoolean told = new AtomicBoolean();

  MeterLimit(int limit) {
    this.limit = limit;
  }

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    if (known.contains(id)) {
      return MeterFilterReply.NEUTRAL;
    }
    if (known.size() < limit) {
      known.add(id);
      return MeterFilterReply.NEUTRAL;
    }
    refused.increment();
    if (told.compareAndSet(false, true)) {
      logger.warn(
          "registry has {} meters, its limit, so \"{}\" and further ones are not reported; use fewer values of tags",
          limit,
          id.getName());
    }
    return MeterFilterReply.DENY;
  }

  void removed(Meter.Id id) {
    known.remove(id);
  }

  /** How often a meter was asked for and denied. */
  long refused() {
    return refused.sum();
  }
}
