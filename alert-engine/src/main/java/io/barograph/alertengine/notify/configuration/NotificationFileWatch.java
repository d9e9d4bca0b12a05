package io.barograph.alertengine.notify.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.alertengine.notify.NotificationPlan;
import io.barograph.alertengine.yaml.YamlException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads the file of notifications again and again and puts what has changed to use. A file that
 * cannot be used leaves in place what runs.
 */
public final class NotificationFileWatch implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(NotificationFileWatch.class);

  private final Path path;
  private final UnaryOperator<@Nullable String> environment;
  private final InstantSource clock;
  private final Function<NotificationFile, NotificationPlan> ready;
  private final Consumer<NotificationPlan> use;

  private volatile List<URI> alertmanagers = List.of();
  private volatile boolean good;
  private @Nullable String lastText;
  private @Nullable NotificationFile lastFile;
  private String lastProblem = "";
  private @Nullable Disposable turns;

  /**
   * A watch that has read nothing yet.
   *
   * @param ready makes a good file ready to run
   * @param use told of every change
   */
  public NotificationFileWatch(
      Path path,
      UnaryOperator<@Nullable String> environment,
      InstantSource clock,
      Function<NotificationFile, NotificationPlan> ready,
      Consumer<NotificationPlan> use,
      MeterRegistry meters) {
    this.path = path;
    this.environment = environment;
    this.clock = clock;
    this.ready = ready;
    this.use = use;
    Gauge.builder("barograph.notification.config.last.reload.successful", () -> good ? 1 : 0)
        .description("1 if the file of notifications could be used when it was last read")
        .register(meters);
    Gauge.builder("barograph.notification.alertmanagers.discovered", () -> alertmanagers.size())
        .description("Alertmanagers that alerts are forwarded to")
        .register(meters);
  }

  /** Reads the file now, and then every {@code pace}. */
  public void start(Duration pace) {
    turns =
        Flux.interval(Duration.ZERO, pace, Schedulers.boundedElastic())
            .onBackpressureDrop()
            .concatMap(tick -> Mono.fromRunnable(this::look), 1)
            .subscribe();
  }

  private void look() {
    Optional<String> problem = reload();
    if (problem.isPresent() && !problem.get().equals(lastProblem)) {
      logger.warn("notifications stay as they were: {}", problem.get());
    }
    lastProblem = problem.orElse("");
  }

  /** Reads the file; gives why it cannot be used, or empty if it is in use now. */
  public synchronized Optional<String> reload() {
    try {
      String text = Files.readString(path, UTF_8);
      NotificationFile last = lastFile;
      if (!text.equals(lastText) || last == null || last.templatesHaveChanged()) {
        NotificationFile file = NotificationFileReader.read(path, text, environment, clock);
        use.accept(ready.apply(file));
        alertmanagers = file.alertmanagers();
        lastText = text;
        lastFile = file;
        logger.info(
            "notifications are read from {}: {} receivers, {} Alertmanagers",
            path,
            file.receiverCount(),
            alertmanagers.size());
      }
      good = true;
      return Optional.empty();
    } catch (IOException e) {
      good = false;
      return Optional.of(
          "file \"%s\" cannot be read (%s)".formatted(path, e.getClass().getSimpleName()));
    } catch (YamlException e) {
      good = false;
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The Alertmanagers that are told now. */
  public List<URI> alertmanagers() {
    return alertmanagers;
  }

  @Override
  public void close() {
    Disposable current = turns;
    if (current != null) {
      current.dispose();
    }
  }
}
