/** What watches over every test without a line in it. */
@NullMarked
package io.barograph.testguards;

import org.jspecify.annotations.NullMarked;
