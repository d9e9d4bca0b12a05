package io.barograph.alertengine.rulefile.yaml;

import org.yaml.snakeyaml.error.Mark;

/** Ends the reading of a document whose aliases unfold without end. */
final class TooManyAliasesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Mark mark;

  TooManyAliasesException(Mark mark) {
    super("aliases repeat more than %d values; write them out".formatted(Reading.MOST_REPEATED));
    this.mark = mark;
  }

  /** Where the value stands that was read once too often. */
  Mark mark() {
    return mark;
  }
}
