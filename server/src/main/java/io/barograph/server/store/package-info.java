/**
 * The store while it is opened, used and closed. The doors open at once and answer "not ready"
 * until the database does, so that programs may start in any order.
 */
@NullMarked
package io.barograph.server.store;

import org.jspecify.annotations.NullMarked;
