/** What an acknowledgement is worth when processes die, hang or come back. */
@NullMarked
package io.barograph.integration.durability;

import org.jspecify.annotations.NullMarked;
