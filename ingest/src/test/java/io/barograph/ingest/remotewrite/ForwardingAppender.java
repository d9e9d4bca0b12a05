package io.barograph.ingest.remotewrite;

import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.storage.SampleAppender;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/** Passes everything on; a test overrides what it wants to see or to break. */
class ForwardingAppender implements SampleAppender {
  private final SampleAppender target;

  ForwardingAppender(SampleAppender target) {
    this.target = target;
  }

  @Override
  public Mono<SeriesResolution> resolve(List<Labels> series) {
    return target.resolve(series);
  }

  @Override
  public Mono<Void> append(SampleBatch batch) {
    return target.append(batch);
  }

  @Override
  public Mono<Void> describe(Collection<MetricMetadata> metadata) {
    return target.describe(metadata);
  }

  @Override
  public long seriesGeneration() {
    return target.seriesGeneration();
  }
}
