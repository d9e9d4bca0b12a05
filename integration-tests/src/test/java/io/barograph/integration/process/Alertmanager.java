package io.barograph.integration.process;

import static org.awaitility.Awaitility.await;

import io.barograph.testdatabases.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real Alertmanager, Debian's. */
public final class Alertmanager implements AutoCloseable {
  private final Program program;
  private final HttpDoor http;

  private Alertmanager(Program program, HttpDoor http) {
    this.program = program;
    this.http = http;
  }

  /** One with this configuration, which stands alone. */
  public static Alertmanager start(Path directory, String configuration) {
    String own = "127.0.0.1:" + FreePort.find();
    try {
      Files.writeString(directory.resolve("alertmanager.yml"), configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Program program =
        Program.start(
            "alertmanager",
            directory,
            Map.of(),
            List.of(
                "prometheus-alertmanager",
                "--config.file=alertmanager.yml",
                "--storage.path=alertmanager-data",
                "--web.listen-address=" + own,
                "--cluster.listen-address="));
    HttpDoor http = new HttpDoor(URI.create("http://" + own));
    await("Alertmanager is ready")
        .atMost(Duration.ofSeconds(30))
        .ignoreException(UncheckedIOException.class)
        .until(() -> http.get("/-/ready").status() == 200);
    return new Alertmanager(program, http);
  }

  public URI url() {
    return http.base();
  }

  /** Its active alerts, as its API shows them. */
  public String alerts() {
    return http.get("/api/v2/alerts?active=true").body();
  }

  @Override
  public void close() {
    http.close();
    program.close();
  }
}
