package io.barograph.benchmarks.comparison;

import java.util.Locale;

/** A table as Markdown; all columns but the first are numbers. */
final class MarkdownTable {
  private static final double THOUSAND = 1_000;
  private static final double TEN = 10;

  private final StringBuilder text = new StringBuilder();

  MarkdownTable(String... columns) {
    row(columns);
    text.append("| --- |").append(" ---: |".repeat(columns.length - 1)).append('\n');
  }

  MarkdownTable row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    return this;
  }

  /** Three digits or so, thousands apart, a dash for what was not measured. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    String format = value >= THOUSAND ? "%,.0f" : value >= TEN ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
