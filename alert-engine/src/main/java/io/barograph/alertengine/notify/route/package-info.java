/** Which receiver is told of an alert, and which alerts keep others quiet. Pure values. */
@NullMarked
package io.barograph.alertengine.notify.route;

import org.jspecify.annotations.NullMarked;
