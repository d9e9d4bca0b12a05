package io.barograph.alertengine.silence;

import io.barograph.alertengine.notify.route.Muter;
import io.barograph.model.Labels;
import io.barograph.storage.alerts.Silence;
import io.barograph.storage.alerts.SilenceState;
import java.time.Instant;
import java.util.List;

/** Mutes what a silence matches. */
public final class Silencer implements Muter {
  private volatile List<Silence> silences = List.of();

  /** From now on these count. */
  public void replace(List<Silence> all, Instant now) {
    silences = all.stream().filter(one -> one.stateAt(now) != SilenceState.EXPIRED).toList();
  }

  @Override
  public boolean mutes(Labels labels, Instant now) {
    for (Silence silence : silences) {
      if (silence.mutes(labels, now)) {
        return true;
      }
    }
    return false;
  }
}
