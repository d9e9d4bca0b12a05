package io.barograph.timescale.records;

import static io.barograph.timescale.records.RecordColumns.longOf;
import static io.barograph.timescale.records.RecordColumns.text;

import io.r2dbc.spi.Row;

/**
 * What a transaction added to the exceptions of a job on the hosts of a bucket.
 *
 * @param occurrences of exceptions
 * @param newGroups that were not there before
 * @param reopenedGroups that had been resolved
 */
record AddedExceptions(
    String bucket, String job, long occurrences, long newGroups, long reopenedGroups) {
  static AddedExceptions of(Row row) {
    return new AddedExceptions(
        text(row, 0), text(row, 1), longOf(row, 2), longOf(row, 3), longOf(row, 4));
  }
}
