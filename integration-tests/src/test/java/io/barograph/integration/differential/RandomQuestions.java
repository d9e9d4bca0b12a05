package io.barograph.integration.differential;

import java.util.Random;

/** Writes questions over {@link SharedSamples}, each with times of its own. */
final class RandomQuestions {
  /** Queries ask for half seconds, never for the time of a sample that is not {@code aligned}. */
  private static final long GRAIN = 500;

  private static final String[] SELECTORS = {
    "requests_total",
    "requests_total{code=\"200\"}",
    "requests_total{job!=\"api\"}",
    "temperature",
    "temperature{instance=~\"[ab].*\"}",
    "connections",
    "up",
    "build_info",
    "sparse",
    "late",
    "odd",
    "aligned",
    "constant",
    "nothing",
    "{__name__=~\"temp.*|up\"}",
    "connections{instance!~\"a:.\"}",
    "latency_seconds_bucket{le=\"0.5\"}",
    "latency_seconds_bucket{job=\"shop\"}",
    "clock"
  };
  private static final String[] COUNTERS = {
    "requests_total", "requests_total{code=~\"2..|5..\"}", "latency_seconds_bucket", "aligned"
  };
  private static final String[] DURATIONS = {"30s", "1m", "2m30s", "5m", "7m500ms", "20m", "1h"};
  private static final String[] STEPS = {"", "15s", "30s", "1m", "100s", "5m"};
  private static final String[] MODIFIERS = {
    " offset 1m", " offset -3m", " offset 1h", " @ start()", " @ end()", " @ end() offset 2m"
  };
  private static final String[] OVER_TIME = {
    "rate",
    "increase",
    "delta",
    "irate",
    "idelta",
    "deriv",
    "changes",
    "resets",
    "avg_over_time",
    "min_over_time",
    "max_over_time",
    "sum_over_time",
    "count_over_time",
    "stddev_over_time",
    "stdvar_over_time",
    "last_over_time",
    "present_over_time",
    "absent_over_time"
  };
  private static final String[] ON_ELEMENTS = {
    "abs",
    "ceil",
    "floor",
    "sqrt",
    "exp",
    "ln",
    "log2",
    "log10",
    "sgn",
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "sinh",
    "cosh",
    "tanh",
    "asinh",
    "acosh",
    "atanh",
    "deg",
    "rad",
    "round",
    "absent",
    "sort",
    "sort_desc"
  };

  /** Asked about times only: what they make of infinity or NaN differs by processor there. */
  private static final String[] OF_TIMES = {
    "hour", "minute", "day_of_week", "day_of_month", "day_of_year", "days_in_month", "month", "year"
  };

  private static final String[] TIMES = {
    "", "clock", "clock * 7 - 1e9", "timestamp(up)", "vector(time() - 3e9)", "sparse * -1e8"
  };
  private static final String[] AGGREGATIONS = {
    "sum", "avg", "count", "min", "max", "group", "stddev", "stdvar"
  };
  private static final String[] GROUPINGS = {
    "",
    " by (job)",
    " by (instance, job)",
    " without (instance)",
    " by (missing)",
    " without ()",
    " by (code)",
    " by (__name__)"
  };

  /** Without the remainder, by which the last bit of an operand may change the whole result. */
  private static final String[] ARITHMETIC = {"+", "-", "*", "/", "^", "atan2"};

  private static final String[] COMPARISONS = {"==", "!=", "<", "<=", ">", ">="};
  private static final String[] SETS = {"and", "or", "unless"};
  private static final String[] MATCHINGS = {
    "",
    "on (job, instance) ",
    "ignoring (code, version, le) ",
    "on () ",
    "on (job, instance) group_left () ",
    "on (instance, job) group_right (version) ",
    "ignoring (version) group_left (version) "
  };
  private static final String[] NUMBERS = {
    "0", "1", "-2.5", "0.5", "3", "1e3", "NaN", "Inf", "-Inf", "time()", "pi()", "scalar(constant)"
  };

  private final Random random;
  private final long end;

  RandomQuestions(long seed, long end) {
    this.random = new Random(seed);
    this.end = end;
  }

  Question next() {
    return about(vector(random.nextInt(4)));
  }

  /** The query at a random time, or over a random range. */
  Question about(String query) {
    long time = end - GRAIN * random.nextInt((int) (SharedSamples.LENGTH / GRAIN));
    if (random.nextBoolean()) {
      return Question.instant(query, time);
    }
    long step = GRAIN * (1 + random.nextInt(random.nextBoolean() ? 40 : 600));
    return Question.range(query, time, time + step * random.nextInt(30), step);
  }

  /** The query at the end, where most has happened. */
  Question atTheEnd(String query) {
    return Question.instant(query, end);
  }

  private String vector(int depth) {
    if (depth == 0) {
      return any(SELECTORS) + modifier();
    }
    return switch (random.nextInt(13)) {
      case 0, 1 -> any(OVER_TIME) + "(" + matrix(depth - 1) + ")";
      case 2, 3 -> any(AGGREGATIONS) + any(GROUPINGS) + " (" + vector(depth - 1) + ")";
      case 4 -> any(ON_ELEMENTS) + "(" + vector(depth - 1) + ")";
      case 5 -> parameterAggregation(depth);
      case 6 -> withParameters(depth);
      case 7 -> histogram();
      case 8 -> vector(depth - 1) + " " + operator() + any(NUMBERS);
      case 9 -> any(NUMBERS) + " " + operator() + vector(depth - 1);
      case 10 -> any(OF_TIMES) + "(" + any(TIMES) + ")";
      case 11 -> "-(" + vector(depth - 1) + ")";
      default -> join(depth);
    };
  }

  private String operator() {
    return random.nextInt(3) > 0
        ? any(ARITHMETIC) + " "
        : any(COMPARISONS) + (random.nextBoolean() ? " bool " : " ");
  }

  private String join(int depth) {
    String left = "(" + vector(depth - 1) + ") ";
    String right = "(" + vector(depth - 1) + ")";
    return random.nextInt(3) == 0
        ? left + any(SETS) + " " + MATCHINGS[random.nextInt(4)] + right
        : left + operator() + any(MATCHINGS) + right;
  }

  private String matrix(int depth) {
    if (depth == 0 || random.nextInt(3) > 0) {
      return any(SELECTORS) + "[" + any(DURATIONS) + "]" + modifier();
    }
    return "(" + vector(depth) + ")[" + any(DURATIONS) + ":" + any(STEPS) + "]" + modifier();
  }

  private String modifier() {
    if (random.nextInt(4) > 0) {
      return "";
    }
    return random.nextInt(7) == 0 ? " @ " + (end / 1000 - random.nextInt(7_200)) : any(MODIFIERS);
  }

  private String parameterAggregation(int depth) {
    String grouping = any(GROUPINGS);
    String vector = vector(depth - 1);
    return switch (random.nextInt(3)) {
      case 0 -> {
        double quantile = random.nextInt(13) / 10.0 - 0.1;
        yield "quantile" + grouping + " (" + quantile + ", " + vector + ")";
      }
      // Of samples as they are: a label shows the last bit of a number.
      case 1 -> "count_values" + grouping + " (\"value\", " + any(SELECTORS) + ")";
      // Which of equals it keeps is not defined, but their sum is.
      default -> {
        String end = random.nextBoolean() ? "topk" : "bottomk";
        yield "sum (" + end + grouping + " (" + random.nextInt(5) + ", " + vector + "))";
      }
    };
  }

  private String withParameters(int depth) {
    String vector = vector(depth - 1);
    return switch (random.nextInt(10)) {
      case 0 -> "clamp(" + vector + ", -1, " + any(NUMBERS) + ")";
      case 1 -> "clamp_min(" + vector + ", 2)";
      case 2 -> "clamp_max(" + vector + ", 20.5)";
      case 3 -> "round(" + vector + ", 0.25)";
      case 4 -> "label_replace(" + vector + ", \"new\", \"$1-x\", \"instance\", \"(.):.*\")";
      case 5 -> "label_join(" + vector + ", \"new\", \"/\", \"job\", \"missing\", \"instance\")";
      case 6 -> "predict_linear(" + matrix(depth - 1) + ", 600)";
      case 7 -> "quantile_over_time(0.8, " + matrix(depth - 1) + ")";
      case 8 -> "(" + any(SELECTORS) + " % " + any(NUMBERS) + ")";
      default -> "vector(scalar(" + vector + "))";
    };
  }

  private String histogram() {
    String rates = "rate(" + any(COUNTERS) + "[" + any(DURATIONS) + "]" + modifier() + ")";
    String quantile = String.valueOf(random.nextInt(12) / 10.0 - 0.05);
    return random.nextBoolean()
        ? "histogram_quantile(" + quantile + ", sum by (le, job) (" + rates + "))"
        : "histogram_quantile(" + quantile + ", " + rates + ")";
  }

  private String any(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
