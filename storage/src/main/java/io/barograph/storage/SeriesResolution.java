package io.barograph.storage;

import org.jspecify.annotations.Nullable;

/** The answer to {@link SampleAppender#resolve}: per label set an id or the reason for none. */
public final class SeriesResolution {
  /** The id of a series that was refused. No store gives negative ids. */
  public static final long REFUSED = -1;

  private final long generation;
  private final long[] ids;
  private final @Nullable Rejection[] rejections;

  /**
   * Both arrays in the order asked; {@code rejections[i]} is null exactly where {@code ids[i] >=
   * 0}.
   */
  public SeriesResolution(long generation, long[] ids, @Nullable Rejection[] rejections) {
    if (ids.length != rejections.length) {
      throw new IllegalArgumentException(
          ids.length + " ids but " + rejections.length + " rejections");
    }
    this.generation = generation;
    this.ids = ids;
    this.rejections = rejections;
  }

  /** The {@link SampleAppender#seriesGeneration()} in which these ids hold. */
  public long generation() {
    return generation;
  }

  public int size() {
    return ids.length;
  }

  /** The id of the series at {@code index}, or {@link #REFUSED}. */
  public long id(int index) {
    return ids[index];
  }

  /** Why the series at {@code index} was refused, or null if it was not. */
  public @Nullable Rejection rejection(int index) {
    return rejections[index];
  }
}
