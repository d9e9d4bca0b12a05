/** Posts to receivers over HTTP, whatever they answer. */
@NullMarked
package io.barograph.alertengine.notify.http;

import org.jspecify.annotations.NullMarked;
