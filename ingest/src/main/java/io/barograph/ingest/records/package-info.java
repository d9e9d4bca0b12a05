/** Records on their way in: decoding within limits, and what is refused. */
@NullMarked
package io.barograph.ingest.records;

import org.jspecify.annotations.NullMarked;
