/** What notifications say: built-in texts, and templates in Alertmanager's language. */
@NullMarked
package io.barograph.alertengine.notify.text;

import org.jspecify.annotations.NullMarked;
