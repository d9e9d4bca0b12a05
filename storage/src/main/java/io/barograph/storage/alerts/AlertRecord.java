package io.barograph.storage.alerts;

import io.barograph.model.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One alert as it was last committed. An ended one is kept for a while, so that its end reaches
 * everybody.
 *
 * @param rule the key of its rule within the group
 * @param labels with {@code alertname}; they identify the alert within its rule
 * @param annotations expanded
 * @param query of its rule
 * @param value of its series, when the stage last changed
 * @param activeAt since when its condition has held
 * @param firedAt since when it has fired; null while pending
 * @param endedAt null unless the stage is an end
 * @param keepFiringSince since when it fires without its condition ({@code keep_firing_for}), or
 *     null
 * @param noDataSince since when it fires without data, or null
 */
public record AlertRecord(
    GroupKey group,
    String rule,
    Labels labels,
    Map<String, String> annotations,
    String query,
    double value,
    AlertStage stage,
    Instant activeAt,
    @Nullable Instant firedAt,
    @Nullable Instant endedAt,
    @Nullable Instant keepFiringSince,
    @Nullable Instant noDataSince) {
  public AlertRecord {
    annotations = new TreeMap<>(annotations);
  }

  /** The same, firing since {@code now}. */
  public AlertRecord fired(Instant now) {
    return with(AlertStage.FIRING, now, null, null, null);
  }

  /** The same, firing on without its element for one of two reasons. */
  public AlertRecord keptFiring(
      @Nullable Instant newKeepFiringSince, @Nullable Instant newNoDataSince) {
    return with(AlertStage.FIRING, firedAt, null, newKeepFiringSince, newNoDataSince);
  }

  /** The same, ended at {@code now} in one of the two ways. */
  public AlertRecord ended(AlertStage end, Instant now) {
    return with(end, firedAt, now, keepFiringSince, noDataSince);
  }

  private AlertRecord with(
      AlertStage newStage,
      @Nullable Instant newFiredAt,
      @Nullable Instant newEndedAt,
      @Nullable Instant newKeepFiringSince,
      @Nullable Instant newNoDataSince) {
    return new AlertRecord(
        group,
        rule,
        labels,
        annotations,
        query,
        value,
        newStage,
        activeAt,
        newFiredAt,
        newEndedAt,
        newKeepFiringSince,
        newNoDataSince);
  }
}
