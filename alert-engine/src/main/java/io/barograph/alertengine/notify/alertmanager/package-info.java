/** Alertmanagers, which are given all alerts and notify by themselves. */
@NullMarked
package io.barograph.alertengine.notify.alertmanager;

import org.jspecify.annotations.NullMarked;
