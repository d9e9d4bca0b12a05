package io.barograph.benchmarks.comparison;

/** What a {@link Measurement} is a number of. */
enum Quantity {
  SAMPLES,
  WALL_SECONDS,
  CPU_SECONDS,
  SAMPLES_PER_SECOND,
  SAMPLES_PER_CPU_SECOND,
  P50_MILLIS,
  P95_MILLIS,
  P99_MILLIS,
  PEAK_MEMORY_BYTES,
  LIVE_HEAP_BYTES,
  BYTES_PER_SAMPLE,
  MESSAGES_PER_SECOND,
  POINTS,
  DIFFERENT_POINTS
}
