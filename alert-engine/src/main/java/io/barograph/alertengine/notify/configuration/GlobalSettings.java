package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.Secret;
import io.barograph.alertengine.notify.http.HttpEndpoint.Authorization;
import io.barograph.alertengine.yaml.YamlValue;
import org.jspecify.annotations.Nullable;

/** What receivers take that do not say otherwise ({@code global}); empty text means not given. */
record GlobalSettings(
    @Nullable YamlValue smtpFrom,
    String smtpSmarthost,
    String smtpHello,
    String smtpUser,
    @Nullable Secret smtpPassword,
    boolean smtpRequireTls,
    @Nullable Secret slackUrl,
    @Nullable Authorization authorization) {
  static final GlobalSettings NONE =
      new GlobalSettings(null, "", "localhost", "", null, true, null, null);
}
