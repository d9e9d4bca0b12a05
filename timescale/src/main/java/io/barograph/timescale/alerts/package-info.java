/**
 * Alerts in the database. States are written over JDBC, in the session that holds the advisory
 * locks of the groups, so that whoever has lost a lock cannot commit either.
 */
@NullMarked
package io.barograph.timescale.alerts;

import org.jspecify.annotations.NullMarked;
