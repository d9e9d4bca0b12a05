/** What is odd about agents, told to operators as events. */
@NullMarked
package io.barograph.ingest.oddity;

import org.jspecify.annotations.NullMarked;
