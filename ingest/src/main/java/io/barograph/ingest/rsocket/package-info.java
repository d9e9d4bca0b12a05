/**
 * The door for agents: RSocket over TCP and WebSocket. {@link
 * io.barograph.ingest.rsocket.RSocketDoor} is what a server wires; a connection is a setup, one
 * channel of batches in and acknowledgements out, and a table of the series it has defined.
 *
 * <p>A batch is acknowledged after its commit. When storage is away the batch is kept, nothing more
 * is demanded on that channel, and the append is tried again until it succeeds: so a client needs
 * no rule of its own for a database that is away, and memory stays within what was demanded.
 */
@NullMarked
package io.barograph.ingest.rsocket;

import org.jspecify.annotations.NullMarked;
