/** What the command line does with files of notifications. */
@NullMarked
package io.barograph.server.notification;

import org.jspecify.annotations.NullMarked;
