/** What evaluates rules tells of them, for the API to show. Immutable values and one port. */
@NullMarked
package io.barograph.queryapi.rules;

import org.jspecify.annotations.NullMarked;
