/**
 * Go's text/template, the language of rule annotations and notifications: lexer, parser, a sealed
 * tree, and an execution that is bounded in steps, depth and output.
 *
 * <p>Values are Java's own: String, Boolean, Long, Double, List, Map with string keys, {@link
 * io.barograph.alertengine.template.TemplateObject}, and null for nil.
 */
@NullMarked
package io.barograph.alertengine.template;

import org.jspecify.annotations.NullMarked;
