/** Query text into tokens, with Prometheus's wording for what cannot be one. */
@NullMarked
package io.barograph.promql.lex;

import org.jspecify.annotations.NullMarked;
