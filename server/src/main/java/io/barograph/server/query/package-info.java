/** The command {@code bin/barograph query}: asks a server and draws the answer in the terminal. */
@NullMarked
package io.barograph.server.query;

import org.jspecify.annotations.NullMarked;
