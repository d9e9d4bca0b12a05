/** YAML read strictly: every complaint names its place, and no document can blow up. */
@NullMarked
package io.barograph.alertengine.yaml;

import org.jspecify.annotations.NullMarked;
