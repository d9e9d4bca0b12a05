package io.barograph.ingest.rsocket;

import io.barograph.ingest.records.RecordSender;

/**
 * What a connection that may stand has said of itself.
 *
 * @param route how it encodes routes
 */
record AcceptedSetup(RouteCheck route, RecordSender sender) {}
