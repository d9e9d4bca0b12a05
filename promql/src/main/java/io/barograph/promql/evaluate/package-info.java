/** Evaluation of a tree over a grid of steps: plain synchronous Java over primitive arrays. */
@NullMarked
package io.barograph.promql.evaluate;

import org.jspecify.annotations.NullMarked;
