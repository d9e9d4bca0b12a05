package io.barograph.timescale.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.model.Labels;
import io.barograph.timescale.catalog.SeriesTable.SeriesHash;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LabelsJsonTest {
  private final KnownSeries known = new KnownSeries(1, SeriesHash.MIXED);

  @Test
  void readsBackWhatItWrites() {
    Labels plain = Labels.of("__name__", "m", "job", "a", "Zone", "z");
    Labels hostile =
        Labels.of("__name__", "m", "a\"\\b", "\n\t\u0001\"\\\u2028 ü 🌡", "", "empty name");
    Labels none = Labels.of("__name__", "m");
    SeriesGroup group =
        new SeriesGroup(1, "m")
            .with(List.of(known.intern(plain), known.intern(hostile), known.intern(none)));
    String json = LabelsJson.write(group, known.symbols());

    SeriesGroup read = new SeriesGroup(1, "m").with(LabelsJson.read(json, 0, known));
    assertThat(read.labels(0, known.symbols())).isEqualTo(plain);
    assertThat(read.labels(1, known.symbols())).isEqualTo(hostile);
    assertThat(read.labels(2, known.symbols())).isEqualTo(none);
    assertThat(LabelsJson.read(json, 2, known)).hasSize(1);
    assertThat(LabelsJson.read(" [ {\"a\" : \"\\u00fc\"} , {} ]", 0, known)).hasSize(2);
  }

  @Test
  void saysWhereTextIsBroken() {
    assertThatThrownBy(() -> LabelsJson.read("[{\"a\":\"b", 0, known))
        .hasMessageContaining("broken at character 8");
    assertThatThrownBy(() -> LabelsJson.read("[{\"a\" \"b\"}]", 0, known))
        .hasMessageContaining("broken at character 6");
  }
}
