package io.barograph.alertengine.notify;

import java.time.Instant;
import java.util.List;

/** Passes alerts on to a system that does with them as it likes, such as an Alertmanager. */
public interface AlertForwarder {
  /**
   * Called about once a second with everything that fires or has lately ended, each label set once;
   * sends what is due in the background. Never blocks.
   */
  void offer(List<Alert> alerts, Instant now);

  /** Lets what is under way end, and begins nothing more until the next offer. */
  void pause();
}
