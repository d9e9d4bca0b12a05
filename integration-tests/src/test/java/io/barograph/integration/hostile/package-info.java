/** Input that no honest sender sends: a clear error, and no harm to anything else. */
@NullMarked
package io.barograph.integration.hostile;

import org.jspecify.annotations.NullMarked;
