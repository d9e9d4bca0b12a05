/** The syntax tree as sealed immutable values, and the printer that writes it back as PromQL. */
@NullMarked
package io.barograph.promql.tree;

import org.jspecify.annotations.NullMarked;
