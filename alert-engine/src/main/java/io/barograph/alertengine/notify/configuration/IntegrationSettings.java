package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.Integration;
import io.barograph.alertengine.notify.Notifier;
import io.barograph.alertengine.notify.receiver.NotifierParts;
import java.time.Duration;
import java.util.function.Function;

/**
 * An integration as the file has it.
 *
 * @param name the kind and its place in the receiver
 * @param tellsEnds {@code send_resolved}
 * @param notifier makes what tells
 */
record IntegrationSettings(
    String name, boolean tellsEnds, Duration timeout, Function<NotifierParts, Notifier> notifier) {
  Integration integration(String receiver, NotifierParts parts) {
    return new Integration(receiver, name, tellsEnds, timeout, notifier.apply(parts));
  }
}
