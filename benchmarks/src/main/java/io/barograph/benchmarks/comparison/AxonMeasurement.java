package io.barograph.benchmarks.comparison;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes over what axon's own benchmark printed. */
final class AxonMeasurement {
  static final String PHASE = "publish and subscribe";

  private static final Pattern MEAN = Pattern.compile("mean: ([0-9,]+) ops/s");

  private AxonMeasurement() {}

  /** Runs it once; the arguments are those that {@code benchmarks/bench} gives. */
  public static void main(String[] words) throws IOException {
    Arguments arguments = Arguments.parse(words);
    Matcher mean = MEAN.matcher(arguments.text("output"));
    if (!mean.find()) {
      throw new IOException("axon printed no mean: \"%s\"".formatted(arguments.text("output")));
    }
    arguments
        .log()
        .add(
            PHASE,
            Quantity.MESSAGES_PER_SECOND,
            Double.parseDouble(mean.group(1).replace(",", "")));
  }
}
