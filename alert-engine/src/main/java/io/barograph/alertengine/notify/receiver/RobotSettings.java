package io.barograph.alertengine.notify.receiver;

import io.barograph.alertengine.notify.Secret;
import io.barograph.alertengine.notify.http.HttpEndpoint;
import io.barograph.alertengine.notify.text.TextTemplate;
import org.jspecify.annotations.Nullable;

/**
 * A robot in a group chat.
 *
 * @param secret signs requests, if the robot wants it
 * @param title what stands above the message and in lists of messages
 */
public record RobotSettings(
    HttpEndpoint endpoint, @Nullable Secret secret, TextTemplate title, TextTemplate text) {}
