package io.barograph.benchmarks.comparison;

/**
 * One figure. Phases that are repeated give one for each time.
 *
 * @param part of the benchmark, for example {@code 100000 series}
 * @param system it was measured of
 * @param phase within the part, or the query
 */
record Measurement(String part, String system, String phase, Quantity quantity, double value) {
  String line() {
    return String.join("\t", part, system, phase, quantity.name(), Double.toString(value));
  }

  static Measurement parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 5) {
      throw new IllegalArgumentException("\"%s\" is no measurement".formatted(line));
    }
    return new Measurement(
        fields[0],
        fields[1],
        fields[2],
        Quantity.valueOf(fields[3]),
        Double.parseDouble(fields[4]));
  }
}
