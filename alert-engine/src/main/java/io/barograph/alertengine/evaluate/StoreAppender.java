package io.barograph.alertengine.evaluate;

import static java.util.Objects.requireNonNull;

import io.barograph.storage.Rejection;
import io.barograph.storage.SampleAppender;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Rules write through the port that everybody writes through. */
public final class StoreAppender implements RuleAppender {
  private final SampleAppender appender;

  public StoreAppender(SampleAppender appender) {
    this.appender = appender;
  }

  @Override
  public void append(List<RuleSample> samples, Instant time) {
    SeriesResolution resolution =
        requireNonNull(appender.resolve(samples.stream().map(RuleSample::series).toList()).block());
    long[] ids = new long[samples.size()];
    double[] values = new double[samples.size()];
    int size = 0;
    for (int i = 0; i < samples.size(); i++) {
      if (resolution.id(i) != SeriesResolution.REFUSED) {
        ids[size] = resolution.id(i);
        values[size++] = samples.get(i).value();
      }
    }
    long[] timestamps = new long[size];
    Arrays.fill(timestamps, time.toEpochMilli());
    appender
        .append(new SampleBatch(resolution.generation(), ids, timestamps, values, size))
        .block();
    if (size < samples.size()) {
      throw refused(resolution, samples);
    }
  }

  /** What could be stored is; the rule says what could not. */
  private static RuleException refused(SeriesResolution resolution, List<RuleSample> samples) {
    for (int i = 0; i < resolution.size(); i++) {
      Rejection rejection = resolution.rejection(i);
      if (rejection != null) {
        return new RuleException(
            "series %s was refused: %s".formatted(samples.get(i).series(), rejection.message()));
      }
    }
    throw new IllegalStateException("fewer samples than series, and no series refused");
  }
}
