/**
 * What rules make of data: pure functions of a time, the elements of a query and the alerts before.
 * No clock is read here, and nothing is written but through ports.
 */
@NullMarked
package io.barograph.alertengine.evaluate;

import org.jspecify.annotations.NullMarked;
