/**
 * The remote write door: what Prometheus, vmagent, Grafana Alloy and OpenTelemetry collectors send.
 *
 * <p>A request is scanned where it lies: no object for a sample, and none for a series that has
 * been seen before. The raw bytes of its labels are looked up in {@link
 * io.barograph.ingest.remotewrite.SeriesIdCache}; only unknown ones are decoded, checked and
 * resolved.
 */
@NullMarked
package io.barograph.ingest.remotewrite;

import org.jspecify.annotations.NullMarked;
