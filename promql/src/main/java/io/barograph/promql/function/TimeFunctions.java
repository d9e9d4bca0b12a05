package io.barograph.promql.function;

import static java.util.Map.entry;

import io.barograph.model.Labels;
import io.barograph.promql.step.StepScalars;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepValue;
import io.barograph.promql.step.StepVectors;
import io.barograph.promql.step.Steps;
import io.barograph.promql.tree.VectorSelector;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.ToIntFunction;

/** The evaluation time, the time of samples, and the parts of a date in UTC. */
final class TimeFunctions {
  private static final long SECONDS_A_DAY = 86_400;

  private TimeFunctions() {}

  static Map<String, QueryFunction> byName() {
    return Map.ofEntries(
        entry("time", arguments -> new StepScalars(seconds(arguments.steps()))),
        entry("timestamp", TimeFunctions::timestamp),
        entry("minute", timeOfDay(second -> second / 60 % 60)),
        entry("hour", timeOfDay(second -> second / 3600)),
        // Sunday is 0.
        entry("day_of_week", date(date -> date.getDayOfWeek().getValue() % 7)),
        entry("day_of_month", date(LocalDate::getDayOfMonth)),
        entry("day_of_year", date(LocalDate::getDayOfYear)),
        entry("days_in_month", date(LocalDate::lengthOfMonth)),
        entry("month", date(LocalDate::getMonthValue)),
        entry("year", date(LocalDate::getYear)));
  }

  private static double[] seconds(Steps steps) {
    double[] seconds = new double[steps.count()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = steps.time(i) / 1000.0;
    }
    return seconds;
  }

  /** Of a selector the time of its samples; of anything else the evaluation time. */
  private static StepValue timestamp(Arguments arguments) {
    if (arguments.expr(0) instanceof VectorSelector) {
      return ElementFunction.apply(arguments, arguments.sampleTimes(0), (value, _) -> value);
    }
    double[] now = seconds(arguments.steps());
    return ElementFunction.apply(arguments, arguments.vectors(0), (_, step) -> now[step]);
  }

  private static QueryFunction timeOfDay(LongUnaryOperator part) {
    return ofSeconds(second -> part.applyAsLong(Math.floorMod(second, SECONDS_A_DAY)));
  }

  private static QueryFunction date(ToIntFunction<LocalDate> part) {
    return ofSeconds(
        second -> {
          long day = Math.floorDiv(second, SECONDS_A_DAY);
          long first = LocalDate.MIN.toEpochDay();
          long last = LocalDate.MAX.toEpochDay();
          return part.applyAsInt(LocalDate.ofEpochDay(Math.clamp(day, first, last)));
        });
  }

  /** A function of Unix seconds; without an argument, of the evaluation time. */
  private static QueryFunction ofSeconds(LongToDoubleFunction part) {
    return arguments -> {
      StepVectors vectors =
          arguments.count() > 0
              ? arguments.vectors(0)
              : new StepVectors(
                  List.of(new StepSeries(Labels.EMPTY, false, seconds(arguments.steps()))));
      return ElementFunction.apply(
          arguments,
          vectors,
          (value, _) -> Double.isNaN(value) ? value : part.applyAsDouble((long) value));
    };
  }
}
