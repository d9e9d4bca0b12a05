package io.barograph.alertengine.notify.receiver;

import io.barograph.alertengine.notify.http.HttpEndpoint;
import io.barograph.alertengine.notify.text.TextTemplate;

/** A channel of Slack or of what speaks like it. All but the endpoint are templates. */
public record SlackSettings(
    HttpEndpoint endpoint,
    TextTemplate channel,
    TextTemplate username,
    TextTemplate iconEmoji,
    TextTemplate iconUrl,
    TextTemplate color,
    TextTemplate title,
    TextTemplate titleLink,
    TextTemplate pretext,
    TextTemplate text,
    TextTemplate fallback,
    TextTemplate footer) {}
