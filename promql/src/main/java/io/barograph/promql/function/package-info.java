/** The functions of PromQL, each family in its file. */
@NullMarked
package io.barograph.promql.function;

import org.jspecify.annotations.NullMarked;
