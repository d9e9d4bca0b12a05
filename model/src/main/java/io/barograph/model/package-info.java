/**
 * The field's words as immutable values. No framework, no clock, no I/O; of libraries only RE2,
 * because what a regular expression matches belongs to a matcher.
 *
 * <p>A type enters this package when at least two modules exchange it and it means the same in
 * both.
 */
@NullMarked
package io.barograph.model;

import org.jspecify.annotations.NullMarked;
