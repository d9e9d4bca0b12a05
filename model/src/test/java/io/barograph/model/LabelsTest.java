package io.barograph.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void orderOfArgumentsDoesNotMatter() {
    Labels labels = Labels.of("b", "2", "a", "1");
    assertThat(labels).isEqualTo(Labels.of("a", "1", "b", "2")).hasSameHashCodeAs(labels);
    assertThat(labels.asList()).containsExactly(new Label("a", "1"), new Label("b", "2"));
  }

  @Test
  void emptyValueIsNoLabel() {
    assertThat(Labels.of("a", "", "b", "2")).isEqualTo(Labels.of("b", "2"));
    assertThat(Labels.of("a", "")).isSameAs(Labels.EMPTY);
    assertThat(Labels.of("a", "1").with("a", "")).isEqualTo(Labels.EMPTY);
  }

  @Test
  void duplicateNameIsRefused() {
    assertThatThrownBy(() -> Labels.of("a", "1", "a", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label \"a\" comes twice");
    assertThatThrownBy(() -> Labels.of(List.of(new Label("a", "1"), new Label("a", "2"))))
        .hasMessage("label \"a\" comes twice");
  }

  @Test
  void aLabelIsPutWhereItsNameBelongs() {
    Labels labels = Labels.of("b", "2", "d", "4");
    assertThat(labels.with("a", "1")).isEqualTo(Labels.of("a", "1", "b", "2", "d", "4"));
    assertThat(labels.with("c", "3")).isEqualTo(Labels.of("b", "2", "c", "3", "d", "4"));
    assertThat(labels.with("e", "5")).isEqualTo(Labels.of("b", "2", "d", "4", "e", "5"));
    assertThat(labels.with("d", "5")).isEqualTo(Labels.of("b", "2", "d", "5"));
    assertThat(labels.with("d", "")).isEqualTo(Labels.of("b", "2"));
    assertThat(labels.with("c", "")).isEqualTo(labels);
    assertThat(Labels.EMPTY.with("a", "1")).isEqualTo(Labels.of("a", "1"));
    assertThat(labels.without("b").without("d")).isEqualTo(Labels.EMPTY);
    assertThat(labels.keeping(Set.of("d", "b"))).isEqualTo(labels);
    assertThat(labels.keeping(Set.of())).isEqualTo(Labels.EMPTY);
  }

  @Test
  void changedCopiesLeaveTheOriginalAlone() {
    Labels labels = Labels.of("__name__", "up", "job", "node", "zone", "x");
    assertThat(labels.with("job", "api").get("job")).isEqualTo("api");
    assertThat(labels.without("zone")).isEqualTo(Labels.of("__name__", "up", "job", "node"));
    assertThat(labels.keeping(Set.of("job", "nope"))).isEqualTo(Labels.of("job", "node"));
    assertThat(labels.size()).isEqualTo(3);
    assertThat(labels.get("nope")).isNull();
    assertThat(labels.valueOrEmpty("nope")).isEmpty();
  }

  @Test
  void textIsPromql() {
    assertThat(Labels.of("__name__", "up", "job", "a\"b\\c\n"))
        .hasToString("up{job=\"a\\\"b\\\\c\\n\"}");
    assertThat(Labels.of("__name__", "up")).hasToString("up");
    assertThat(Labels.EMPTY).hasToString("{}");
    assertThat(Labels.of("with space", "1")).hasToString("{\"with space\"=\"1\"}");
  }

  @Test
  void comparesLabelByLabel() {
    assertThat(Labels.of("a", "1")).isLessThan(Labels.of("a", "2"));
    assertThat(Labels.of("a", "1")).isLessThan(Labels.of("a", "1", "b", "1"));
    assertThat(Labels.of("a", "9")).isLessThan(Labels.of("b", "1"));
  }
}
