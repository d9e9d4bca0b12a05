/** The one program: wires the roles, the embedded database and the configuration. No logic. */
@NullMarked
package io.barograph.server;

import org.jspecify.annotations.NullMarked;
