/** The programs that people ask a server with: promtool, bin/barograph query, bin/promqltest. */
@NullMarked
package io.barograph.integration.promtool;

import org.jspecify.annotations.NullMarked;
