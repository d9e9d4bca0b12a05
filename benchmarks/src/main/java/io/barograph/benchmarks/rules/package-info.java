/** What a thousand rules cost a server that takes samples meanwhile. */
@NullMarked
package io.barograph.benchmarks.rules;

import org.jspecify.annotations.NullMarked;
