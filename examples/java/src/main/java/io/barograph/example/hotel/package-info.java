/** A hotel that Barograph watches, and guests who count for themselves. */
@NullMarked
package io.barograph.example.hotel;

import org.jspecify.annotations.NullMarked;
