package io.barograph.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchmarkPageTest {
  @TempDir Path results;

  private String page() throws IOException {
    Path page = results.resolve("page.md");
    BenchmarkPage.main(
        new String[] {results.toString(), results.resolve("notes").toString(), page.toString()});
    return Files.readString(page);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(results.resolve(file), text);
  }

  @BeforeEach
  void oneWhoMeasuredNothing() throws IOException {
    write("machine", "2 processors.\n");
    write("times", "");
    write("notes", "## How to read it\n");
  }

  @Test
  void saysOfEachTargetThatItWasNotMeasured() throws IOException {
    assertThat(page())
        .contains("2 processors.\n", "## How to read it\n")
        .containsPattern("zstd \\| .* \\| – \\| not measured \\|")
        .doesNotContain("NaN", "## Queries", "missed");
  }

  @Test
  void aPartThatFailedIsMarkedAndKeepsTheFiguresItHas() throws IOException {
    write("database", "PostgreSQL 17.11 with TimescaleDB 2.19.3 (apache), hypertables\n");
    write("times", "100000 312 abc1234, 2026-11-23, **failed**: some of its figures are missing\n");
    write("100000.tsv", "100000\tBarograph\twarm\tSAMPLES_PER_CPU_SECOND\t1900000\n");
    assertThat(page())
        .contains("Barograph on PostgreSQL 17.11 with TimescaleDB 2.19.3 (apache), hypertables.")
        .contains(
            "| 100000 | 312 | abc1234, 2026-11-23, **failed**: some of its figures are missing |")
        .contains("1,900,000");
  }

  @Test
  void aLineThatIsNoMeasurementIsNamed() throws IOException {
    write("codec.tsv", "codec\tBarograph\t1\n");
    assertThatThrownBy(this::page).hasMessageContaining("is no measurement");
  }
}
