/** Rules as their files define them: immutable values. */
@NullMarked
package io.barograph.alertengine.rule;

import org.jspecify.annotations.NullMarked;
