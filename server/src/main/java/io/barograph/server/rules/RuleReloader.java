package io.barograph.server.rules;

import io.barograph.alertengine.rule.RuleFile;
import io.barograph.alertengine.rulefile.RuleFileException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the rules at the start, when their files change and when it is told to. While one file is
 * wrong, the rules that were read before stay.
 */
public final class RuleReloader implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(RuleReloader.class);
  private static final Duration PACE = Duration.ofSeconds(5);

  private final Rules rules;
  private final Consumer<List<RuleFile>> user;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("barograph-rule-files").daemon().factory());

  /** What the files looked like when they were last read, good or bad. */
  private RuleFilesState seen = RuleFilesState.NONE;

  private volatile boolean good = true;

  /** Where rules come from. */
  public interface Rules {
    /** All rules, or why there are none. */
    List<RuleFile> read() throws RuleFileException;

    /** What changes when a file does. */
    RuleFilesState state();
  }

  /**
   * Nothing is read before {@link #start}.
   *
   * @param user gets the rules each time they were read and are good
   */
  public RuleReloader(Rules rules, Consumer<List<RuleFile>> user, MeterRegistry registry) {
    this.rules = rules;
    this.user = user;
    Gauge.builder("barograph.rule.files.good", this, reloader -> reloader.good ? 1 : 0)
        .description("1 if the rule files were good when they were last read, else 0")
        .register(registry);
  }

  /** Reads the rules and looks for changes from then on. */
  public void start() {
    var _ = thread.scheduleWithFixedDelay(this::look, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void look() {
    if (!rules.state().equals(seen)) {
      var _ = reload();
    }
  }

  /** Reads the rules now; what is wrong with them, if anything. Blocks. */
  public synchronized Optional<String> reload() {
    seen = rules.state();
    try {
      List<RuleFile> files = rules.read();
      user.accept(files);
      good = true;
      long count =
          files.stream()
              .flatMap(file -> file.groups().stream())
              .mapToLong(group -> group.rules().size())
              .sum();
      logger.info("{} rules of {} files are in use", count, files.size());
      return Optional.empty();
    } catch (RuleFileException e) {
      good = false;
      logger.error("the rules stay as they were: {}", e.getMessage());
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
