package io.barograph.ingest.rsocket;

import io.barograph.model.Labels;
import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import io.barograph.storage.SeriesResolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the refs of one channel mean: labels as the sender defined them, ids as storage gave them.
 * Labels are kept, as numbers of a dictionary, because storage may one day call all ids invalid.
 *
 * <p>Thread-safe by its lock: batches are prepared one after the other, but one whose ids have
 * become stale on the way to storage comes back beside them.
 */
final class SeriesTable {
  /** No generation of storage. */
  private static final long NONE = Long.MIN_VALUE;

  private final LabelDictionary dictionary = new LabelDictionary();
  private final Map<Integer, Rejection> rejections = new HashMap<>();
  private int[] encoded = new int[256];
  private int[] ends = new int[64];
  private long[] ids = new long[64];
  private long[] previousIds = new long[0];
  private int size;
  private long generation = NONE;
  private long previousGeneration = NONE;

  /** How a definition fared. */
  enum Defined {
    NEW,
    SAME,
    DIFFERENT,
    OUT_OF_ORDER
  }

  synchronized int size() {
    return size;
  }

  synchronized long generation() {
    return generation;
  }

  /** Takes the definition of the next ref, or holds that of an earlier one against what it was. */
  synchronized Defined define(int ref, Labels labels) {
    if (ref < 0 || ref > size) {
      return Defined.OUT_OF_ORDER;
    }
    int[] numbers = dictionary.encode(labels);
    if (ref < size) {
      return Arrays.equals(encoded, start(ref), ends[ref], numbers, 0, numbers.length)
          ? Defined.SAME
          : Defined.DIFFERENT;
    }
    put(numbers);
    return Defined.NEW;
  }

  /**
   * Gives the next ref to a series that is refused for its labels, so that the refs after it count
   * on. An earlier ref keeps its meaning.
   */
  synchronized Defined refuse(int ref, Rejection rejection) {
    if (ref < 0 || ref > size) {
      return Defined.OUT_OF_ORDER;
    }
    if (ref < size) {
      return start(ref) == ends[ref] ? Defined.SAME : Defined.DIFFERENT;
    }
    put(new int[0]);
    rejections.put(ref, rejection);
    return Defined.NEW;
  }

  private void put(int[] numbers) {
    int start = size == 0 ? 0 : ends[size - 1];
    int end = start + numbers.length;
    if (end > encoded.length) {
      encoded = Arrays.copyOf(encoded, Math.max(end, encoded.length * 2));
    }
    System.arraycopy(numbers, 0, encoded, start, numbers.length);
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
      ids = Arrays.copyOf(ids, size * 2);
    }
    ends[size] = end;
    ids[size] = SeriesResolution.REFUSED;
    size++;
  }

  private int start(int ref) {
    return ref == 0 ? 0 : ends[ref - 1];
  }

  synchronized Labels labels(int ref) {
    return dictionary.decode(encoded, start(ref), ends[ref]);
  }

  /** The refs in {@code [from, to)} that have labels: all but those refused for their labels. */
  synchronized int[] resolvable(int from, int to) {
    int[] refs = new int[to - from];
    int count = 0;
    for (int ref = from; ref < to; ref++) {
      if (ends[ref] > start(ref)) {
        refs[count++] = ref;
      }
    }
    return Arrays.copyOf(refs, count);
  }

  synchronized boolean hasRefused() {
    return !rejections.isEmpty();
  }

  /** The refs that storage refused, in ascending order; a limit may have been raised since. */
  synchronized int[] refusedByStorage() {
    return rejections.keySet().stream()
        .mapToInt(Integer::intValue)
        .filter(ref -> ends[ref] > start(ref))
        .sorted()
        .toArray();
  }

  synchronized List<Labels> labels(int[] refs) {
    List<Labels> labels = new ArrayList<>(refs.length);
    for (int ref : refs) {
      labels.add(labels(ref));
    }
    return labels;
  }

  /** Before the ids of another generation are put in: the old ones are kept once. */
  synchronized void begin(long newGeneration) {
    if (newGeneration != generation) {
      previousIds = Arrays.copyOf(ids, size);
      previousGeneration = generation;
      generation = newGeneration;
    }
  }

  /** Puts in what storage answered for these refs. */
  synchronized void resolved(int[] refs, SeriesResolution resolution) {
    for (int i = 0; i < refs.length; i++) {
      ids[refs[i]] = resolution.id(i);
      Rejection rejection = resolution.rejection(i);
      if (rejection == null) {
        rejections.remove(refs[i]);
      } else {
        rejections.put(refs[i], rejection);
      }
    }
  }

  /**
   * Writes the id of each ref into {@code into}.
   *
   * @return whether every ref has one; where not, {@code into} holds {@link
   *     SeriesResolution#REFUSED}
   */
  synchronized boolean gather(int[] refs, long[] into) {
    long[] known = ids;
    int defined = size;
    long anyRefused = 0;
    for (int i = 0; i < into.length; i++) {
      int ref = refs[i];
      long id = Integer.compareUnsigned(ref, defined) < 0 ? known[ref] : SeriesResolution.REFUSED;
      into[i] = id;
      anyRefused |= id;
    }
    return anyRefused >= 0;
  }

  /** Why this ref has no id. */
  synchronized Rejection rejection(int ref) {
    Rejection rejection = rejections.get(ref);
    return rejection != null
        ? rejection
        : new Rejection(
            RejectReason.UNDEFINED_SERIES,
            "ref %s is not defined on this channel, which has %d series; define it before its first sample"
                .formatted(Integer.toUnsignedString(ref), size));
  }

  /**
   * What the ids of an earlier generation have become.
   *
   * @return null if that generation is too long ago to know
   */
  synchronized @Nullable Map<Long, Long> successors(long oldGeneration, int[] refs) {
    if (oldGeneration != previousGeneration) {
      return null;
    }
    Map<Long, Long> successors = new HashMap<>();
    for (int ref : refs) {
      if (Integer.compareUnsigned(ref, previousIds.length) < 0) {
        successors.put(previousIds[ref], ids[ref]);
      }
    }
    return successors;
  }
}
