/** PromQL scripts against a running server, through its HTTP doors. */
@NullMarked
package io.barograph.server.promqltest;

import org.jspecify.annotations.NullMarked;
