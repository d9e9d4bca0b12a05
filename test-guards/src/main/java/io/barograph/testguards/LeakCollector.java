package io.barograph.testguards;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives Netty detectors that keep what they find, where its own would only log it. */
final class LeakCollector extends ResourceLeakDetectorFactory {
  private final List<Detector<?>> detectors = new CopyOnWriteArrayList<>();
  private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

  @Override
  @SuppressWarnings("deprecation") // but abstract
  public <T> ResourceLeakDetector<T> newResourceLeakDetector(
      Class<T> resource, int samplingInterval, long maxActive) {
    return detector(resource, samplingInterval);
  }

  @Override
  public <T> ResourceLeakDetector<T> newResourceLeakDetector(
      Class<T> resource, int samplingInterval) {
    return detector(resource, samplingInterval);
  }

  private <T> Detector<T> detector(Class<T> resource, int samplingInterval) {
    Detector<T> detector = new Detector<>(resource, samplingInterval, leaks);
    detectors.add(detector);
    return detector;
  }

  void requireNoLeaks() {
    List<Detector<?>> used = new ArrayList<>();
    for (Detector<?> detector : detectors) {
      if (detector.usedSinceLastAsked()) {
        used.add(detector);
      }
    }
    if (!used.isEmpty()) {
      GarbageCollection.complete();
      used.forEach(Detector::report);
    }
    List<String> found = new ArrayList<>();
    for (String leak = leaks.poll(); leak != null; leak = leaks.poll()) {
      found.add(leak);
    }
    if (!found.isEmpty()) {
      throw new AssertionError(
          "%d leaks: the resource was garbage and never released%n%s"
              .formatted(found.size(), String.join(System.lineSeparator(), found)));
    }
  }
}
