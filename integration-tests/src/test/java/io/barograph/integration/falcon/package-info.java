/** Clients of Open-Falcon push to Barograph. */
@NullMarked
package io.barograph.integration.falcon;

import org.jspecify.annotations.NullMarked;
