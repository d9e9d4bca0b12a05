package io.barograph.alertengine.notify.route;

import io.barograph.model.Labels;
import java.time.Instant;

/** Says of which alerts nobody is told for now. */
@FunctionalInterface
public interface Muter {
  boolean mutes(Labels labels, Instant now);
}
