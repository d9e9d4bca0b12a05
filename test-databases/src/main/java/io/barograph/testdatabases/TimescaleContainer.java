package io.barograph.testdatabases;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** TimescaleDB, Community edition, in a container that goes when this JVM goes. */
final class TimescaleContainer {
  /** The version that Debian has in its Apache edition, so that only the edition differs. */
  private static final DockerImageName IMAGE =
      DockerImageName.parse("timescale/timescaledb:2.19.3-pg17")
          .asCompatibleSubstituteFor("postgres");

  private TimescaleContainer() {}

  /** The files are looked at first because asking for a Docker that is not there is slow. */
  static boolean isPossible() {
    boolean configured =
        System.getenv("DOCKER_HOST") != null
            || Files.exists(Path.of("/var/run/docker.sock"))
            || Files.exists(Path.of(System.getProperty("user.home"), ".testcontainers.properties"));
    return configured && DockerClientFactory.instance().isDockerAvailable();
  }

  // The container stays open for as long as the JVM lives; Testcontainers removes it then.
  @SuppressWarnings("resource")
  static DatabaseAddress start(Map<String, String> settings) {
    List<String> command = new ArrayList<>(List.of("postgres"));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    PostgreSQLContainer container =
        new PostgreSQLContainer(IMAGE).withCommand(command.toArray(String[]::new));
    container.start();
    return new DatabaseAddress(
        container.getHost(),
        container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        container.getUsername(),
        container.getPassword(),
        container.getDatabaseName());
  }
}
