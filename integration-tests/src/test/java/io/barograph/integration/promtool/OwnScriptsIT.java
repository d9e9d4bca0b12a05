package io.barograph.integration.promtool;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.integration.process.BarographServer;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripts that hold in memory hold on a database, through the doors of a server. */
final class OwnScriptsIT {
  private static final Path SCRIPTS =
      Path.of("../promql/src/test/resources/io/barograph/promql/script");

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void everyEvaluationGivesTheSameAsInMemory(DatabaseKind kind) throws IOException {
    List<String> command = new ArrayList<>(List.of(CommandLine.script("promqltest"), "--url"));
    try (TestDatabase database = TestDatabase.create(kind);
        BarographServer server =
            BarographServer.on(database.url())
                .with("BAROGRAPH_RETENTION", "30000d")
                .with("BAROGRAPH_QUERY_EXPERIMENTAL_FUNCTIONS", "true")
                .start()) {
      command.add(server.http().base().toString());
      try (Stream<Path> files = Files.list(SCRIPTS)) {
        files.map(Path::toString).filter(file -> file.endsWith(".test")).forEach(command::add);
      }
      CommandLine ended = CommandLine.run(command.toArray(String[]::new));
      assertThat(ended.output()).matches("[1-9][0-9]+ passed, 0 failed\n");
      assertThat(ended.exit()).isZero();
    }
  }
}
