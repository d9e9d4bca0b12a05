package io.barograph.alertengine.notify.receiver;

import io.barograph.alertengine.notify.http.HttpEndpoint;

/** A channel of Slack or of what speaks like it. All but the endpoint are templates. */
public record SlackSettings(
    HttpEndpoint endpoint,
    String channel,
    String username,
    String iconEmoji,
    String iconUrl,
    String color,
    String title,
    String titleLink,
    String pretext,
    String text,
    String fallback,
    String footer) {}
