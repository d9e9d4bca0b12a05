package io.barograph.server;

import org.springframework.context.ConfigurableApplicationContext;

/** Ends a program whose store will never open, with the sentence that says why. */
final class HopelessStart {
  private HopelessStart() {}

  static void end(Throwable failure, ConfigurableApplicationContext context) {
    StartFailure.print(failure, System.err);
    // Not on this thread: closing the context waits for the thread that opens the store.
    Thread.ofPlatform()
        .name("failed-start")
        .start(
            () -> {
              context.close();
              System.exit(BarographServer.START_FAILED);
            });
  }
}
