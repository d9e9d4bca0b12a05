package io.barograph.alertengine.evaluate;

import io.barograph.storage.alerts.AlertRecord;

/** Tells of a firing alert whose element is gone whether its data is still there. */
@FunctionalInterface
interface Lost {
  boolean hasData(AlertRecord alert);
}
