/** Evaluates rule files over PromQL, keeps alerts, and tells people. */
@NullMarked
package io.barograph.alertengine;

import org.jspecify.annotations.NullMarked;
