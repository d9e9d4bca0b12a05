/** The arrows between the modules, held by the build. */
@NullMarked
package io.barograph.integration.architecture;

import org.jspecify.annotations.NullMarked;
