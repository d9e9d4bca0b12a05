package io.barograph.integration.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** What a program with an agent in it holds of memory, looked at again and again. */
final class AgentMemory {
  private static final double MEBIBYTE = 1 << 20;

  private final LongSupplier resident;
  private final LongSupplier heap;
  private final List<Long> residents = new ArrayList<>();
  private final List<Long> heaps = new ArrayList<>();

  /**
   * @param resident bytes of the machine
   * @param heap bytes that are left after a collection
   */
  AgentMemory(LongSupplier resident, LongSupplier heap) {
    this.resident = resident;
    this.heap = heap;
  }

  void look() {
    // The heap first: a program that is asked for a collection then shows what it keeps.
    heaps.add(heap.getAsLong());
    residents.add(resident.getAsLong());
  }

  /** How far the heap has ever been above its first size, in bytes. */
  long heapGrowth() {
    return heaps.stream().mapToLong(Long::longValue).max().orElseThrow() - heaps.getFirst();
  }

  /** By how much the heap of the last quarter is above that of the third, on average, in bytes. */
  double lateHeapGrowth() {
    return lateGrowth(heaps);
  }

  /** The same of what the process holds of the machine. */
  double lateResidentGrowth() {
    return lateGrowth(residents);
  }

  private static double lateGrowth(List<Long> looks) {
    int half = looks.size() / 2;
    int lastQuarter = looks.size() * 3 / 4;
    return mean(looks.subList(lastQuarter, looks.size())) - mean(looks.subList(half, lastQuarter));
  }

  private static double mean(List<Long> looks) {
    return looks.stream().mapToLong(Long::longValue).average().orElse(0);
  }

  /** Both in MiB, at ten moments of the time. */
  @Override
  public String toString() {
    return "heap %s, resident %s MiB".formatted(tenOf(heaps), tenOf(residents));
  }

  private static List<String> tenOf(List<Long> looks) {
    List<String> shown = new ArrayList<>();
    int moments = Math.min(10, looks.size());
    for (int i = 0; i < moments; i++) {
      int at = moments == 1 ? 0 : i * (looks.size() - 1) / (moments - 1);
      shown.add(String.format(Locale.ROOT, "%.1f", looks.get(at) / MEBIBYTE));
    }
    return shown;
  }
}
