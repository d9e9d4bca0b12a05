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

  /** In place of an id: storage has not been asked yet. */
  private static final long UNRESOLVED = -1;

  /** In place of an id: this less the number of the rejection. */
  private static final long FIRST_REJECTION = -2;

  /** What a series takes beside its labels: an end and two ids, in arrays that double. */
  private static final int BYTES_PER_SERIES = 32;

  private static final int BYTES_PER_LABEL_OF_A_SERIES = 2 * Integer.BYTES;

  private final LabelDictionary dictionary = new LabelDictionary();
  private final Rejections rejections = new Rejections();
  private final SeriesRoom.Share room;
  private final int limit;
  private int[] encoded = new int[256];
  private int[] ends = new int[64];
  private long[] ids = new long[64];
  private long[] previousIds = new long[0];
  private int size;
  private int refusedByStorage;
  private long generation = NONE;
  private long previousGeneration = NONE;

  /**
   * Set by the first definition beyond a limit, for good: the refs after it have lost their count.
   */
  private @Nullable Rejection full;

  /** An empty table for so many series, which takes its memory out of {@code room}. */
  SeriesTable(SeriesRoom.Share room, int limit) {
    this.room = room;
    this.limit = limit;
  }

  /** How a definition fared. */
  enum Defined {
    NEW,
    SAME,
    DIFFERENT,
    OUT_OF_ORDER,
    /** No more may be defined here; {@link SeriesTable#rejection} says which limit it was. */
    BEYOND_LIMIT
  }

  synchronized int size() {
    return size;
  }

  synchronized long generation() {
    return generation;
  }

  /** Takes the definition of the next ref, or holds that of an earlier one against what it was. */
  synchronized Defined define(int ref, Labels labels) {
    if (ref < 0 || (ref > size && full == null)) {
      return Defined.OUT_OF_ORDER;
    }
    if (ref < size) {
      return labels(ref).equals(labels) ? Defined.SAME : Defined.DIFFERENT;
    }
    long labelBytes =
        dictionary.bytesFor(labels) + (long) labels.size() * BYTES_PER_LABEL_OF_A_SERIES;
    if (!admits(BYTES_PER_SERIES + labelBytes)) {
      return Defined.BEYOND_LIMIT;
    }
    put(dictionary.encode(labels), UNRESOLVED);
    return Defined.NEW;
  }

  /**
   * Gives the next ref to a series that is refused for its labels, so that the refs after it count
   * on. An earlier ref keeps its meaning.
   */
  synchronized Defined refuse(int ref, Rejection rejection) {
    if (ref < 0 || (ref > size && full == null)) {
      return Defined.OUT_OF_ORDER;
    }
    if (ref < size) {
      return start(ref) == ends[ref] ? Defined.SAME : Defined.DIFFERENT;
    }
    if (!admits(BYTES_PER_SERIES)) {
      return Defined.BEYOND_LIMIT;
    }
    put(new int[0], FIRST_REJECTION - rejections.number(rejection));
    return Defined.NEW;
  }

  private boolean admits(long bytes) {
    if (full != null) {
      return false;
    }
    if (size >= limit) {
      full =
          new Rejection(
              RejectReason.TOO_MANY_SERIES,
              "channel has %d series, limit is %d; open a new channel and define what you still send"
                  .formatted(size, limit));
    } else if (!room.take(bytes)) {
      full =
          new Rejection(
              RejectReason.TOO_MANY_SERIES,
              "series defined on all connections take %d bytes, which is the limit; define fewer or raise the limit of the RSocket door"
                  .formatted(room.limitBytes()));
    }
    return full == null;
  }

  private void put(int[] numbers, long id) {
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
    ids[size] = id;
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

  synchronized boolean hasRefusedByStorage() {
    return refusedByStorage > 0;
  }

  /**
   * Refs that storage refused, in ascending order; a limit may have been raised since.
   *
   * @param from the first ref to look at
   * @param most how many at most
   */
  synchronized int[] refusedByStorage(int from, int most) {
    int[] refs = new int[Math.min(most, refusedByStorage)];
    int count = 0;
    for (int ref = from; ref < size && count < refs.length; ref++) {
      if (ids[ref] <= FIRST_REJECTION && ends[ref] > start(ref)) {
        refs[count++] = ref;
      }
    }
    return Arrays.copyOf(refs, count);
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
      if (ids[refs[i]] <= FIRST_REJECTION) {
        refusedByStorage--;
      }
      Rejection rejection = resolution.rejection(i);
      if (rejection == null) {
        ids[refs[i]] = resolution.id(i);
      } else {
        ids[refs[i]] = FIRST_REJECTION - rejections.number(rejection);
        refusedByStorage++;
      }
    }
  }

  /**
   * Writes the id of each ref into {@code into}.
   *
   * @return whether every ref has one; where not, {@code into} holds a negative number
   */
  synchronized boolean gather(int[] refs, long[] into) {
    long[] known = ids;
    int defined = size;
    long anyRefused = 0;
    for (int i = 0; i < into.length; i++) {
      int ref = refs[i];
      long id = Integer.compareUnsigned(ref, defined) < 0 ? known[ref] : UNRESOLVED;
      into[i] = id;
      anyRefused |= id;
    }
    return anyRefused >= 0;
  }

  /** Why this ref has no id. */
  synchronized Rejection rejection(int ref) {
    boolean defined = Integer.compareUnsigned(ref, size) < 0;
    if (defined && ids[ref] <= FIRST_REJECTION) {
      return rejections.get((int) (FIRST_REJECTION - ids[ref]));
    }
    if (!defined && full != null) {
      return full;
    }
    return new Rejection(
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
