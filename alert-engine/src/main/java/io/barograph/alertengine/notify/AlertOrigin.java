package io.barograph.alertengine.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.model.Label;
import io.barograph.model.Labels;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.AlertStage;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What this installation says of itself in alerts.
 *
 * @param externalLabels added to alerts that do not have them
 * @param externalUrl where people reach this server
 */
public record AlertOrigin(Labels externalLabels, URI externalUrl) {
  /** The alert that {@code alert} is for receivers, which has fired since {@code firedAt}. */
  Alert alert(AlertRecord alert, Instant firedAt, @Nullable Instant endedAt) {
    Map<String, String> annotations = alert.annotations();
    if (alert.stage() == AlertStage.EXPIRED) {
      annotations = new TreeMap<>(annotations);
      annotations.put(Alert.END_REASON, "no data");
    }
    return new Alert(
        withExternal(alert.labels()),
        annotations,
        alert.value(),
        firedAt,
        endedAt,
        externalUrl + "/api/v1/query?query=" + URLEncoder.encode(alert.query(), UTF_8));
  }

  private Labels withExternal(Labels labels) {
    Labels all = labels;
    for (Label label : externalLabels.asList()) {
      if (all.get(label.name()) == null) {
        all = all.with(label.name(), label.value());
      }
    }
    return all;
  }
}
