/** The ports of the inventory: which hosts and processes there are, and when data last came. */
@NullMarked
package io.barograph.storage.inventory;

import org.jspecify.annotations.NullMarked;
