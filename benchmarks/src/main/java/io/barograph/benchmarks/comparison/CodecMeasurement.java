package io.barograph.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes over what JMH measured of the codecs, as samples a second on one core. */
final class CodecMeasurement {
  private static final double NANOS_PER_SECOND = 1e9;

  private CodecMeasurement() {}

  /** Runs it once; the arguments are those that {@code benchmarks/bench} gives. */
  public static void main(String[] words) throws IOException {
    Arguments arguments = Arguments.parse(words);
    MeasurementLog log = arguments.log();
    for (JsonNode benchmark : JsonMapper.shared().readTree(Path.of(arguments.text("file")))) {
      String name = benchmark.required("benchmark").asString();
      JsonNode metric = benchmark.required("primaryMetric");
      double score = metric.required("score").asDouble();
      boolean nanos = metric.required("scoreUnit").asString().equals("ns/op");
      log.add(
          name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
          Quantity.SAMPLES_PER_SECOND,
          nanos ? NANOS_PER_SECOND / score : score);
    }
  }
}
