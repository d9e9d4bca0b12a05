package io.barograph.storage;

/**
 * A batch carries ids of an earlier {@link SampleAppender#seriesGeneration()}: nothing of it was
 * stored. The caller forgets its ids, resolves the label sets anew and appends again.
 */
public final class StaleSeriesIdsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StaleSeriesIdsException(long batchGeneration, long currentGeneration) {
    super(
        "series ids of generation %d, current is %d; resolve them again"
            .formatted(batchGeneration, currentGeneration));
  }
}
