package io.barograph.promql.function;

import io.barograph.model.Labels;
import io.barograph.promql.lex.StringSyntax;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.NameRemoval;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepVectors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The series of one classic histogram: its buckets, known by their {@code le} label. */
final class ClassicHistogram {
  private static final String BUCKET_LABEL = "le";

  private final Labels labels;
  private final List<Bucket> buckets = new ArrayList<>();

  private record Bucket(double bound, StepSeries series) {}

  private ClassicHistogram(Labels labels) {
    this.labels = labels;
  }

  /**
   * The histograms among the series of the argument at {@code index}. Series whose {@code le} is no
   * number are left out with a warning.
   */
  static Collection<ClassicHistogram> among(Arguments arguments, int index) {
    StepVectors vectors = arguments.vectors(index);
    Map<Labels, ClassicHistogram> histograms = new LinkedHashMap<>();
    for (StepSeries series : vectors.series()) {
      String bound = series.labels().valueOrEmpty(BUCKET_LABEL);
      Double parsed = parse(bound);
      if (parsed == null) {
        arguments
            .notices()
            .warn(
                "bucket label \"le\" is missing or has a malformed value of "
                    + StringSyntax.quote(bound)
                    + " for metric name "
                    + StringSyntax.quote(series.labels().metricName()),
                arguments.range(index));
        continue;
      }
      histograms
          .computeIfAbsent(series.labels().without(BUCKET_LABEL), ClassicHistogram::new)
          .buckets
          .add(new Bucket(parsed, series));
    }
    histograms
        .values()
        .forEach(each -> each.buckets.sort(Comparator.comparingDouble(Bucket::bound)));
    return histograms.values();
  }

  private static @Nullable Double parse(String bound) {
    try {
      return switch (bound) {
        case "+Inf", "Inf", "+inf", "inf" -> Double.POSITIVE_INFINITY;
        case "-Inf", "-inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.valueOf(bound);
      };
    } catch (NumberFormatException e) {
      return null;
    }
  }

  String metricName() {
    return labels.metricName();
  }

  Labels labels(NameRemoval removal) {
    return removal.labels(labels);
  }

  /** Fills {@code counts} with the buckets that have a value at a step. */
  void at(int step, BucketCounts counts) {
    counts.clear();
    for (Bucket bucket : buckets) {
      double count = bucket.series.values()[step];
      if (!Absent.is(count)) {
        counts.add(bucket.bound, count);
      }
    }
  }
}
