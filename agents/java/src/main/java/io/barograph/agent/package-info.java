/** Client library with a bounded buffer and retry, and the host probe. */
@NullMarked
package io.barograph.agent;

import org.jspecify.annotations.NullMarked;
