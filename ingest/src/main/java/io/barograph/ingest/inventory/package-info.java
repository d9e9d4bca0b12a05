/** What is seen of hosts and processes, on its way to the inventory. */
@NullMarked
package io.barograph.ingest.inventory;

import org.jspecify.annotations.NullMarked;
