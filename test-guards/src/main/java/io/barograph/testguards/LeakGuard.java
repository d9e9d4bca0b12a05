package io.barograph.testguards;

import io.netty.util.ResourceLeakDetectorFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which a buffer of Netty is garbage that was never released. JUnit finds
 * it by itself and makes it before the first test, hence before Netty asks for its detectors.
 *
 * <p>A buffer that outlives its class is found after a later one, which then fails for it; the
 * report says where the buffer came from.
 */
public final class LeakGuard implements AfterAllCallback {
  private static final LeakCollector COLLECTOR = new LeakCollector();

  static {
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(COLLECTOR);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    requireNoLeaks();
  }

  /**
   * Looks for leaks since it last did.
   *
   * @throws AssertionError if there are any, with where each was last touched
   */
  public static void requireNoLeaks() {
    COLLECTOR.requireNoLeaks();
  }
}
