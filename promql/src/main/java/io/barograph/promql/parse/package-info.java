/** Tokens into a tree: a Pratt parser that stops at the first error and says where it is. */
@NullMarked
package io.barograph.promql.parse;

import org.jspecify.annotations.NullMarked;
