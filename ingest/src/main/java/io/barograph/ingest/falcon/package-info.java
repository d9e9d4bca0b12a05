/**
 * The Open-Falcon door: what a falcon-agent, its plugins and programs push as JSON, to the agent's
 * path and to that of transfer. Each item is held against Falcon's rules by itself, and what it
 * refuses is told with its reason; timestamps stay as they are, and counters are stored raw.
 */
@NullMarked
package io.barograph.ingest.falcon;

import org.jspecify.annotations.NullMarked;
