package io.barograph.server;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets event loops read random bytes, as the login to PostgreSQL does: the kernel gives them
 * without waiting, but through a file.
 */
public final class RandomBytesAreRead implements BlockHoundIntegration {
  @Override
  public void applyTo(BlockHound.Builder builder) {
    builder.allowBlockingCallsInside("java.security.SecureRandom", "nextBytes");
  }
}
