package io.barograph.ingest.rsocket;

import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Why series of one channel were refused, by number. A limit that is reached refuses a million
 * series with one sentence, which is kept once; of sentences that differ only so many are kept.
 */
final class Rejections {
  private static final int MOST = 1000;

  private final List<Rejection> rejections = new ArrayList<>();
  private final Map<Rejection, Integer> numbers = new HashMap<>();
  private final Map<RejectReason, Integer> others = new EnumMap<>(RejectReason.class);

  /** The number of this one, or of one that stands for all further ones of its reason. */
  int number(Rejection rejection) {
    Integer known = numbers.get(rejection);
    if (known != null) {
      return known;
    }
    if (numbers.size() < MOST) {
      int number = add(rejection);
      numbers.put(rejection, number);
      return number;
    }
    return others.computeIfAbsent(
        rejection.reason(),
        reason ->
            add(
                new Rejection(
                    reason, "one of many series of this channel; of one: " + rejection.message())));
  }

  private int add(Rejection rejection) {
    rejections.add(rejection);
    return rejections.size() - 1;
  }

  Rejection get(int number) {
    return rejections.get(number);
  }
}
