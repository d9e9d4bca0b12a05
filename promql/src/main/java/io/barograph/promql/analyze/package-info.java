/** What is checked and found out on a whole tree before it is evaluated. */
@NullMarked
package io.barograph.promql.analyze;

import org.jspecify.annotations.NullMarked;
