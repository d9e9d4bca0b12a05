/** The commands {@code barograph check rules} and {@code barograph test rules}. */
@NullMarked
package io.barograph.server.rules;

import org.jspecify.annotations.NullMarked;
