/** Lexer, parser, sealed tree, engine and functions: plain Java, usable as a library. */
@NullMarked
package io.barograph.promql;

import org.jspecify.annotations.NullMarked;
