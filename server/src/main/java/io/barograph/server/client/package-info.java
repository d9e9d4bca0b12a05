/** The HTTP API of a running server, as the commands that ask it see it. */
@NullMarked
package io.barograph.server.client;

import org.jspecify.annotations.NullMarked;
