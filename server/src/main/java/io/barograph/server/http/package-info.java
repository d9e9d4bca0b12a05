/** What the server itself answers over HTTP: health, metrics, and a page that says what is here. */
@NullMarked
package io.barograph.server.http;

import org.jspecify.annotations.NullMarked;
