package io.barograph.queryapi.services;

import io.barograph.model.Labels;
import io.barograph.storage.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Traffic by key and point of a grid.
 *
 * @param <K> what the traffic is of
 */
public final class TrafficTable<K extends Comparable<K>> {
  private final Grid grid;
  private final Function<Labels, K> key;
  private final Map<K, List<Traffic>> rows = new TreeMap<>();

  TrafficTable(Grid grid, Function<Labels, K> key) {
    this.grid = grid;
    this.key = key;
  }

  /** Takes in rates about a share of the window of their points. */
  void add(RequestMetric metric, List<Series> matrix, double share) {
    for (Series series : matrix) {
      List<Traffic> row = rows.computeIfAbsent(key.apply(series.labels()), _ -> emptyRow());
      for (int i = 0; i < series.size(); i++) {
        double rate = series.values()[i];
        // What senders wrote may be anything; no sum survives a NaN.
        if (Double.isFinite(rate)) {
          row.get(grid.index(series.timestamps()[i])).add(metric, series.labels(), rate * share);
        }
      }
    }
  }

  private List<Traffic> emptyRow() {
    List<Traffic> row = new ArrayList<>(grid.count());
    for (int i = 0; i < grid.count(); i++) {
      row.add(new Traffic());
    }
    return row;
  }

  public Grid grid() {
    return grid;
  }

  /** A value for each point of the grid. */
  public Map<K, List<Traffic>> rows() {
    return rows;
  }

  /** The points of a key, without requests if it is not known. */
  List<Traffic> row(K key) {
    List<Traffic> row = rows.get(key);
    return row == null ? emptyRow() : row;
  }

  /** The last point of a key, without requests if it is not known. */
  Traffic last(K key) {
    return row(key).getLast();
  }
}
