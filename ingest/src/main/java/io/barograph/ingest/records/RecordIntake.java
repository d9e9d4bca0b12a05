package io.barograph.ingest.records;

import io.barograph.ingest.inventory.Sightings;
import io.barograph.ingest.oddity.Oddities;
import io.barograph.storage.records.RecordAppender;
import java.time.Duration;

/**
 * Where records go and which are taken.
 *
 * @param retention older records are refused: they would be dropped at once
 * @param future how far ahead of this server's clock a record may be
 * @param sightings told of the agents that data comes from
 * @param oddities told of what is wrong with them
 */
public record RecordIntake(
    RecordAppender appender,
    Duration retention,
    Duration future,
    Sightings sightings,
    Oddities oddities) {}
