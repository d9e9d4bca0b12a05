package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.Secret;
import io.barograph.alertengine.notify.http.HttpEndpoint.Authorization;
import org.jspecify.annotations.Nullable;

/** What receivers take that do not say otherwise ({@code global}); empty text means not given. */
record GlobalSettings(
    String smtpFrom,
    String smtpSmarthost,
    String smtpHello,
    String smtpUser,
    @Nullable Secret smtpPassword,
    boolean smtpRequireTls,
    @Nullable Secret slackUrl,
    @Nullable Authorization authorization) {
  static final GlobalSettings NONE =
      new GlobalSettings("", "", "localhost", "", null, true, null, null);
}
