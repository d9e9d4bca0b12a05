package io.barograph.testdatabases;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * What BlockHound lets pass in every test with a database: when r2dbc-postgresql opens a connection
 * it reads random bytes and the TLS trust store on the event loop, once a connection and briefly.
 */
public final class DriverStartup implements BlockHoundIntegration {
  @Override
  public void applyTo(BlockHound.Builder builder) {
    builder
        .allowBlockingCallsInside(
            "io.r2dbc.postgresql.authentication.SASLAuthenticationHandler", "handle")
        .allowBlockingCallsInside(
            "io.r2dbc.postgresql.client.ReactorNettyClient", "registerSslHandler");
  }
}
