/** Which exceptions are alike. */
@NullMarked
package io.barograph.ingest.fingerprint;

import org.jspecify.annotations.NullMarked;
