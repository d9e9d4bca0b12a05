package io.barograph.timescale.select;

import io.r2dbc.spi.Connection;
import java.util.List;

/**
 * What a query reads: one state of the database.
 *
 * @param connection in a transaction that sees this state only
 * @param damaged blocks that stand aside; nearly always none
 */
record Snapshot(Connection connection, List<DamagedBlock> damaged) {}
