package io.barograph.ingest.rsocket;

import java.util.ArrayList;
import java.util.List;

/** One {@code SampleColumns} as it lay on the wire; columns may still differ in length. */
final class DecodedBatch {
  long number;
  long baseTimestamp;

  int[] refs = new int[0];
  int refCount;

  /** Offsets from the base. */
  long[] offsets = new long[0];

  int offsetCount;

  double[] values = new double[0];
  int valueCount;

  /** Where definitions and descriptions lie in the decoded bytes. */
  List<Span> definitions = new ArrayList<>();

  List<Span> descriptions = new ArrayList<>();

  /** A hostile batch has millions of them, and may have to wait for storage. */
  void forgetSpans() {
    definitions = List.of();
    descriptions = List.of();
  }

  record Span(int start, int end) {}
}
