package io.barograph.alertengine.notify.receiver;

import io.barograph.alertengine.notify.http.HttpSender;
import io.barograph.alertengine.notify.text.NotificationTexts;
import java.time.InstantSource;

/** What notifiers share. */
public record NotifierParts(HttpSender http, NotificationTexts texts, InstantSource clock) {}
