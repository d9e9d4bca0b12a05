package io.barograph.ingest.rsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.ingest.KeyArena;
import io.barograph.model.Fingerprint;
import io.barograph.model.Labels;
import java.util.Arrays;

/**
 * The labels of one channel, each kept once. The series of a host differ in one or two labels, so a
 * series is a few numbers here instead of a few hundred bytes; and a label is its bytes, because a
 * million of them as objects would take three times the memory.
 */
final class LabelDictionary {
  /** What a label takes beside its own bytes: its place, hash and slot, in arrays that double. */
  private static final int BYTES_PER_LABEL = 40;

  /** U+0000, which no label has. */
  private static final byte SEPARATOR = 0;

  private static final int UNKNOWN = -1;

  /** So many in one place are a sign of crafted hashes; a label beyond them is kept once more. */
  private static final int MOST_PROBES = 64;

  private final KeyArena arena = new KeyArena();
  private KeyArena.Keys keys = arena.keys();
  private int[] hashes = new int[64];

  /** Number + 1 by hash, open addressing, at most half full. */
  private int[] slots = new int[128];

  private int size;

  /** The memory that {@link #encode} would take for labels not known yet. */
  long bytesFor(Labels series) {
    long bytes = 0;
    for (int i = 0; i < series.size(); i++) {
      byte[] key = key(series.name(i), series.value(i));
      if (find(key, hash(key)) == UNKNOWN) {
        bytes += key.length + BYTES_PER_LABEL;
      }
    }
    return bytes;
  }

  /** The numbers of a label set, in name order. */
  int[] encode(Labels series) {
    int[] encoded = new int[series.size()];
    for (int i = 0; i < encoded.length; i++) {
      byte[] key = key(series.name(i), series.value(i));
      int hash = hash(key);
      int known = find(key, hash);
      encoded[i] = known == UNKNOWN ? add(key, hash) : known;
    }
    return encoded;
  }

  /** The label set of these numbers. */
  Labels decode(int[] encoded, int start, int end) {
    String[] pairs = new String[(end - start) * 2];
    for (int i = start; i < end; i++) {
      byte[] key = keys.copy(encoded[i]);
      int separator = 0;
      while (key[separator] != SEPARATOR) {
        separator++;
      }
      pairs[(i - start) * 2] = new String(key, 0, separator, UTF_8);
      pairs[(i - start) * 2 + 1] =
          new String(key, separator + 1, key.length - separator - 1, UTF_8);
    }
    return Labels.ofSorted(pairs);
  }

  private static byte[] key(String name, String value) {
    return (name + (char) SEPARATOR + value).getBytes(UTF_8);
  }

  private static int hash(byte[] key) {
    return Long.hashCode(Fingerprint.xxHash64(key, 0, key.length));
  }

  private int find(byte[] key, int hash) {
    int mask = slots.length - 1;
    for (int probe = 0; probe < MOST_PROBES; probe++) {
      int number = slots[(hash + probe) & mask] - 1;
      if (number == UNKNOWN) {
        return UNKNOWN;
      }
      if (hashes[number] == hash && keys.matches(number, key, 0, key.length)) {
        return number;
      }
    }
    return UNKNOWN;
  }

  private int add(byte[] key, int hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
      slots = new int[size * 4];
      for (int number = 0; number < size; number++) {
        occupy(hashes[number], number);
      }
    }
    arena.add(key, 0, key.length);
    keys = arena.keys();
    hashes[size] = hash;
    occupy(hash, size);
    return size++;
  }

  private void occupy(int hash, int number) {
    int mask = slots.length - 1;
    for (int probe = 0; probe < MOST_PROBES; probe++) {
      int slot = (hash + probe) & mask;
      if (slots[slot] == 0) {
        slots[slot] = number + 1;
        return;
      }
    }
  }
}
