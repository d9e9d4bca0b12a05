package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.Notifier;
import io.barograph.alertengine.notify.receiver.NotifierParts;
import io.barograph.alertengine.yaml.YamlFields;
import io.barograph.alertengine.yaml.YamlValue;
import java.util.function.Function;

/** Reads what one kind of integration has of its own. */
@FunctionalInterface
interface NotifierReader {
  /**
   * Takes the fields that it knows; what is left is refused.
   *
   * @param place for complaints about what is missing
   */
  Function<NotifierParts, Notifier> take(YamlFields fields, YamlValue place);
}
