package io.barograph.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.barograph.server.settings.Role;
import io.barograph.timescale.block.BlockCompression;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class StartFailureTest {
  private static String sentence(String setting, String value, Bindable<?> type) {
    Binder binder = new Binder(new MapConfigurationPropertySource(Map.of(setting, value)));
    Throwable failure = catchThrowable(() -> binder.bind(setting, type).get());
    return StartFailure.explain(new IllegalStateException(failure)).orElseThrow();
  }

  @Test
  void allWordsAreNamedWhereNoneOfThemWasGiven() {
    assertThat(
            sentence(
                "barograph.compaction.compression", "lz4", Bindable.of(BlockCompression.class)))
        .isEqualTo("setting barograph.compaction.compression must be one of none, zstd");
    assertThat(sentence("barograph.roles", "ingest,queries", Bindable.setOf(Role.class)))
        .isEqualTo("setting barograph.roles must be some of ingest, query, alert");
  }

  @Test
  void whatTheConversionSaysIsPassedOn() {
    assertThat(sentence("barograph.retention", "15 days", Bindable.of(Duration.class)))
        .startsWith("setting barograph.retention cannot be used: ");
  }
}
