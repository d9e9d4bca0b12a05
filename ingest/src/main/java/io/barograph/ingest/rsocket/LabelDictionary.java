package io.barograph.ingest.rsocket;

import io.barograph.model.Label;
import io.barograph.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The labels of one channel, each kept once. The series of a host differ in one or two labels, so a
 * series is a few numbers here instead of a few hundred bytes.
 */
final class LabelDictionary {
  private final Map<Label, Integer> numbers = new HashMap<>();
  private final List<Label> labels = new ArrayList<>();

  /** The numbers of a label set, in name order. */
  int[] encode(Labels series) {
    int[] encoded = new int[series.size()];
    for (int i = 0; i < encoded.length; i++) {
      Label label = new Label(series.name(i), series.value(i));
      Integer known = numbers.putIfAbsent(label, labels.size());
      if (known == null) {
        encoded[i] = labels.size();
        labels.add(label);
      } else {
        encoded[i] = known;
      }
    }
    return encoded;
  }

  /** The label set of these numbers. */
  Labels decode(int[] encoded, int start, int end) {
    String[] pairs = new String[(end - start) * 2];
    for (int i = start; i < end; i++) {
      Label label = labels.get(encoded[i]);
      pairs[(i - start) * 2] = label.name();
      pairs[(i - start) * 2 + 1] = label.value();
    }
    return Labels.ofSorted(pairs);
  }
}
