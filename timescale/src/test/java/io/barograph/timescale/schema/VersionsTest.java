package io.barograph.timescale.schema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VersionsTest {
  @Test
  void refusesAnOldServerInOneSentence() {
    assertThatThrownBy(() -> ServerVersion.require(150_004))
        .hasMessage(
            "PostgreSQL 15.4 is too old, the oldest that works is 16; upgrade the database server");
    assertThatCode(() -> ServerVersion.require(160_000)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.12.3", "1.7.5", "unknown"})
  void refusesAnOldExtension(String version) {
    assertThatThrownBy(() -> TimescaleExtension.require(version))
        .hasMessageContaining("TimescaleDB " + version + " is too old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.13.0", "2.31.0", "3.0.1", "2.20.0-dev"})
  void takesLaterExtensions(String version) {
    assertThatCode(() -> TimescaleExtension.require(version)).doesNotThrowAnyException();
  }
}
