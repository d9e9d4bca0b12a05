package io.barograph.integration.process;

import static org.awaitility.Awaitility.await;

import io.barograph.testdatabases.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real Prometheus, Debian's unless told otherwise. */
public final class PrometheusServer implements AutoCloseable {
  private final Program program;
  private final HttpDoor http;

  private PrometheusServer(Program program, HttpDoor http) {
    this.program = program;
    this.http = http;
  }

  /** One that scrapes itself and the targets every second, and sends on all it scrapes. */
  public static PrometheusServer start(Path directory, URI remoteWrite, List<String> targets) {
    int port = FreePort.find();
    String own = "127.0.0.1:" + port;
    return start(
        directory,
        own,
        configuration(own, targets, remoteWrite),
        List.of("prometheus", "--web.enable-lifecycle"));
  }

  /** The same, and it evaluates rule files every second, of which it sends on nothing. */
  public static PrometheusServer withRules(
      Path directory, URI remoteWrite, List<String> targets, String ruleFiles) {
    String own = "127.0.0.1:" + FreePort.find();
    String configuration =
        configuration(own, targets, remoteWrite)
                .replace("global:\n", "global:\n  evaluation_interval: 1s\n")
            + """
                write_relabel_configs:
                  - {source_labels: [__name__], regex: '.*:.*|ALERTS.*', action: drop}
            rule_files: [%s]
            """
                .formatted(ruleFiles);
    return start(directory, own, configuration, List.of("prometheus"));
  }

  /**
   * One that scrapes nothing and holds what it is sent by remote write.
   *
   * @param program which Prometheus
   */
  public static PrometheusServer receiver(Path directory, String program) {
    return start(
        directory,
        "127.0.0.1:" + FreePort.find(),
        "",
        List.of(program, "--web.enable-remote-write-receiver"));
  }

  private static PrometheusServer start(
      Path directory, String own, String configuration, List<String> programAndOptions) {
    try {
      Files.writeString(directory.resolve("prometheus.yml"), configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = new ArrayList<>(programAndOptions);
    command.add("--config.file=prometheus.yml");
    command.add("--storage.tsdb.path=prometheus-data");
    command.add("--web.listen-address=" + own);
    Program program = Program.start("prometheus", directory, Map.of(), command);
    HttpDoor http = new HttpDoor(URI.create("http://" + own));
    await("Prometheus is ready")
        .atMost(Duration.ofSeconds(30))
        .ignoreException(UncheckedIOException.class)
        .until(() -> http.get("/-/ready").status() == 200);
    return new PrometheusServer(program, http);
  }

  private static String configuration(String own, List<String> targets, URI remoteWrite) {
    return """
    global:
      scrape_interval: 1s
      scrape_timeout: 1s
    scrape_configs:
      - job_name: prometheus
        static_configs:
          - targets: ["%s"]
      - job_name: node
        static_configs:
          - targets: ["%s"]
    remote_write:
      - url: %s
        metadata_config:
          send_interval: 5s
        queue_config:
          batch_send_deadline: 1s
          max_backoff: 1s
    """
        .formatted(own, String.join("\", \"", targets), remoteWrite);
  }

  /** Scrapes nothing more from now on; what was scraped stays and can still be asked for. */
  public void stopScraping(Path directory) {
    Path file = directory.resolve("prometheus.yml");
    try {
      String configuration = Files.readString(file);
      int scrapes = configuration.indexOf("scrape_configs:");
      int remoteWrite = configuration.indexOf("remote_write:");
      Files.writeString(
          file, configuration.substring(0, scrapes) + configuration.substring(remoteWrite));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    HttpAnswer answer = http.post("/-/reload", new byte[0]);
    if (answer.status() != 200) {
      throw new AssertionError("Prometheus did not reload: " + answer.body());
    }
  }

  /** Returns when nothing that was scraped waits to be sent on. */
  public void awaitAllSent() {
    await("Prometheus has sent everything")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                metric("prometheus_remote_storage_samples_pending") == 0
                    && metric("prometheus_remote_storage_highest_timestamp_in_seconds")
                        <= metric(
                            "prometheus_remote_storage_queue_highest_sent_timestamp_seconds"));
  }

  private double metric(String name) {
    return http.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  public HttpDoor http() {
    return http;
  }

  @Override
  public void close() {
    http.close();
    program.close();
  }
}
