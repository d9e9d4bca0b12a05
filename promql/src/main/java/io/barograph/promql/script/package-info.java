/** Tests in the notation of Prometheus's {@code .test} files: reader, comparison and runner. */
@NullMarked
package io.barograph.promql.script;

import org.jspecify.annotations.NullMarked;
