/** The file that says who is told: Alertmanager's format, read strictly, made into a plan. */
@NullMarked
package io.barograph.alertengine.notify.configuration;

import org.jspecify.annotations.NullMarked;
