package io.barograph.testguards;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakTracker;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Watches the resources of one type.
 *
 * <p>What has passed through the PostgreSQL driver is the driver's to release, and where a database
 * dies it drops messages that it has just encoded (seen with r2dbc-postgresql 1.1.3). Tests kill
 * databases, so those are left out.
 */
final class Detector<T> extends ResourceLeakDetector<T> {
  private static final String DRIVER = "io.r2dbc.postgresql.";

  private final Queue<String> leaks;

  /** A look costs a garbage collection, which those tests need not pay that have no buffers. */
  private volatile boolean used;

  Detector(Class<T> resource, int samplingInterval, Queue<String> leaks) {
    super(resource, samplingInterval);
    this.leaks = leaks;
  }

  @Override
  public @Nullable ResourceLeakTracker<T> track(T resource) {
    used = true;
    return super.track(resource);
  }

  @Override
  public ResourceLeakTracker<T> trackForcibly(T resource) {
    used = true;
    return super.trackForcibly(resource);
  }

  boolean usedSinceLastAsked() {
    boolean was = used;
    used = false;
    return was;
  }

  /** Netty reports what the collector has found whenever it begins to track something. */
  @SuppressWarnings("unchecked") // the tracker does not care what it is that it tracks
  void report() {
    T nothing = (T) new Object();
    super.trackForcibly(nothing).close(nothing);
  }

  @Override
  protected boolean needReport() {
    return true;
  }

  @Override
  protected void reportTracedLeak(String resourceType, String records) {
    if (!records.contains(DRIVER)) {
      leaks.add(resourceType + records);
    }
  }

  @Override
  protected void reportUntracedLeak(String resourceType) {
    leaks.add(resourceType + ", and where it came from was not recorded");
  }
}
