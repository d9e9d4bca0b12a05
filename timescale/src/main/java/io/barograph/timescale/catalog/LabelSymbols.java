package io.barograph.timescale.catalog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Every pair of label name and value once, by a small number, its symbol. Series are lists of
 * symbols, so a label shared by a hundred thousand series costs four bytes in each.
 *
 * <p>One thread at a time may {@link #intern}; any number may read meanwhile without a lock. A
 * reader who got a symbol from a group published after the symbol was made always sees it.
 */
final class LabelSymbols {
  static final int UNKNOWN = -1;

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);
  private static final int FIRST_CAPACITY = 1 << 10;

  /** Random, so that nobody can choose labels that all fall into one slot. */
  private final int multiplier = ThreadLocalRandom.current().nextInt() | 1;

  private final Map<String, Integer> nameIds = new HashMap<>();
  private volatile List<String> names = List.of();
  private volatile Table table = new Table(FIRST_CAPACITY);
  private int size;

  /** Slots hold symbol + 1; zero is an empty one. Half of the slots stay empty. */
  private static final class Table {
    private final int[] nameIds;
    private final String[] names;
    private final String[] values;
    private final int[] slots;

    Table(int capacity) {
      this(new int[capacity], new String[capacity], new String[capacity]);
    }

    Table(int[] nameIds, String[] names, String[] values) {
      this.nameIds = nameIds;
      this.names = names;
      this.values = values;
      this.slots = new int[nameIds.length * 2];
    }
  }

  int size() {
    return size;
  }

  /** The symbol of a pair, or {@link #UNKNOWN}. */
  int find(String name, String value) {
    Table current = table;
    int mask = current.slots.length - 1;
    for (int slot = hash(name, value) & mask; ; slot = (slot + 1) & mask) {
      int symbol = (int) SLOT.getAcquire(current.slots, slot) - 1;
      if (symbol < 0) {
        return UNKNOWN;
      }
      if (current.values[symbol].equals(value) && current.names[symbol].equals(name)) {
        return symbol;
      }
    }
  }

  /** The symbol of a pair, made if it has none. */
  int intern(String name, String value) {
    int known = find(name, value);
    if (known != UNKNOWN) {
      return known;
    }
    if (size == table.values.length) {
      grow();
    }
    Table current = table;
    int nameId = internName(name);
    current.nameIds[size] = nameId;
    current.names[size] = names.get(nameId);
    current.values[size] = value;
    put(current, hash(name, value), size);
    return size++;
  }

  private int internName(String name) {
    Integer known = nameIds.get(name);
    if (known != null) {
      return known;
    }
    // Names are few: a copy for each new one is cheap, and readers need no lock.
    List<String> longer = new ArrayList<>(names);
    longer.add(name);
    names = longer;
    nameIds.put(name, longer.size() - 1);
    return longer.size() - 1;
  }

  private void grow() {
    Table current = table;
    int capacity = current.values.length * 2;
    Table larger =
        new Table(
            Arrays.copyOf(current.nameIds, capacity),
            Arrays.copyOf(current.names, capacity),
            Arrays.copyOf(current.values, capacity));
    for (int symbol = 0; symbol < size; symbol++) {
      put(larger, hash(larger.names[symbol], larger.values[symbol]), symbol);
    }
    table = larger;
  }

  private static void put(Table into, int hash, int symbol) {
    int mask = into.slots.length - 1;
    int slot = hash & mask;
    while (into.slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    SLOT.setRelease(into.slots, slot, symbol + 1);
  }

  String name(int symbol) {
    return table.names[symbol];
  }

  String value(int symbol) {
    return table.values[symbol];
  }

  /** A number for the name of a symbol, the same for all its values. */
  int nameId(int symbol) {
    return table.nameIds[symbol];
  }

  /** The number of a label name, or {@link #UNKNOWN}. */
  int findName(String name) {
    return names.indexOf(name);
  }

  String nameOf(int nameId) {
    return names.get(nameId);
  }

  private int hash(String name, String value) {
    int hash = 0;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * multiplier;
      hash ^= hash >>> 15;
    }
    for (int i = 0; i < value.length(); i++) {
      hash = (hash ^ value.charAt(i)) * multiplier;
      hash ^= hash >>> 15;
    }
    return hash;
  }
}
