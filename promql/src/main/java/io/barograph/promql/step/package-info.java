/**
 * The values inside an evaluation: for each series one number a step, as primitive arrays, and the
 * windows of samples that range functions see.
 */
@NullMarked
package io.barograph.promql.step;

import org.jspecify.annotations.NullMarked;
