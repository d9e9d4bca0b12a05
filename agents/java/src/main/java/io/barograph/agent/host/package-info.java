/**
 * What this host and this process are doing, read from /proc and the JVM's own beans, under the
 * names and units of node_exporter and the Prometheus client for Java, so that known dashboards
 * show it. Text is parsed by classes that never touch a file.
 */
@NullMarked
package io.barograph.agent.host;

import org.jspecify.annotations.NullMarked;
