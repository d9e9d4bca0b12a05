package io.barograph.integration.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Grafana's own types accept the dashboards: the npm package {@code @grafana/schema}, and the
 * compiler of TypeScript.
 */
class DashboardTypesIT {
  private static final Path TYPES = Path.of("src/test/node/dashboard-types");

  @TempDir private Path directory;

  @Test
  void dashboardsAreWhatGrafanaSaysTheyAre() throws IOException, InterruptedException {
    for (String file : List.of("package.json", "package-lock.json", "tsconfig.json", "board.ts")) {
      Files.copy(TYPES.resolve(file), directory.resolve(file));
    }
    run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
    for (Dashboard dashboard : Dashboard.all()) {
      writeLiteral(dashboard);
    }
    run("node", "node_modules/typescript/bin/tsc");
  }

  /** Only a literal is checked for properties that its type does not have. */
  private void writeLiteral(Dashboard dashboard) throws IOException {
    String json = Files.readString(Dashboard.DIRECTORY.resolve(dashboard.name() + ".json"));
    Files.writeString(
        directory.resolve(dashboard.name() + ".ts"),
        "import type { Board } from './board';\nexport const board: Board = " + json + ";\n");
  }

  private void run(String... command) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw new AssertionError(
          "cannot run \"%s\"; install Node.js 18 or newer with npm (Debian: apt-get install nodejs npm)"
              .formatted(command[0]),
          e);
    }
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    assertThat(process.waitFor())
        .as("%s: %s", String.join(" ", command), Files.readString(output, UTF_8))
        .isZero();
  }
}
