/** The kinds of receivers: each turns a notification into what its other side reads. */
@NullMarked
package io.barograph.alertengine.notify.receiver;

import org.jspecify.annotations.NullMarked;
