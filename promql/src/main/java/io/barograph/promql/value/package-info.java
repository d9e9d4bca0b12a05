/** What a query gives: scalars, strings, instant vectors and matrices. */
@NullMarked
package io.barograph.promql.value;

import org.jspecify.annotations.NullMarked;
