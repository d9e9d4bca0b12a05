package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.http.HttpEndpoint;
import java.net.URI;
import java.time.Duration;

/**
 * An Alertmanager to forward all alerts to.
 *
 * @param name its URL without a password
 * @param endpoint of its {@code /api/v2/alerts}
 */
record AlertmanagerSettings(URI name, HttpEndpoint endpoint, Duration timeout) {}
