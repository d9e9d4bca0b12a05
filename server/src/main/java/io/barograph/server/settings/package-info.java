/**
 * The settings: one commented YAML file lists them all, records hold them, and a name that nobody
 * knows stops the start.
 */
@NullMarked
package io.barograph.server.settings;

import org.jspecify.annotations.NullMarked;
