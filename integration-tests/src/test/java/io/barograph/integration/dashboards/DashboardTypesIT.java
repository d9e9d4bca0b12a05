package io.barograph.integration.dashboards;

import io.barograph.integration.process.NodeProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void dashboardsAreWhatGrafanaSaysTheyAre() throws IOException {
    for (String file : List.of("package.json", "package-lock.json", "tsconfig.json", "board.ts")) {
      Files.copy(TYPES.resolve(file), directory.resolve(file));
    }
    NodeProgram.install(directory);
    for (Dashboard dashboard : Dashboard.all()) {
      writeLiteral(dashboard);
    }
    NodeProgram.run(directory, "node", "node_modules/typescript/bin/tsc");
  }

  /** Only a literal is checked for properties that its type does not have. */
  private void writeLiteral(Dashboard dashboard) throws IOException {
    String json = Files.readString(Dashboard.DIRECTORY.resolve(dashboard.name() + ".json"));
    String type = dashboard.showsRows() ? "BoardOfRows" : "BoardOfSeries";
    Files.writeString(
        directory.resolve(dashboard.name() + ".ts"),
        "import type { %1$s } from './board';\nexport const board: %1$s = ".formatted(type)
            + json
            + ";\n");
  }
}
