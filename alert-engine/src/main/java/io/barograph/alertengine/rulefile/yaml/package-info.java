/** YAML read strictly, as Prometheus reads it: every problem has its place in the file. */
@NullMarked
package io.barograph.alertengine.rulefile.yaml;

import org.jspecify.annotations.NullMarked;
