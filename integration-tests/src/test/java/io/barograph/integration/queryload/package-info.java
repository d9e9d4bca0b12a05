/** Dashboards that many people look at while samples come in. */
@NullMarked
package io.barograph.integration.queryload;

import org.jspecify.annotations.NullMarked;
