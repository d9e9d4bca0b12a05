package io.barograph.ingest;

import io.barograph.model.Label;
import io.barograph.model.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** How a series is named in a message: enough to find it, short whatever was sent. */
public final class SeriesText {
  static final int NAME_LENGTH = 64;
  private static final int SERIES_LENGTH = 200;

  private SeriesText() {}

  /** As in PromQL, cut off after 200 characters. */
  public static String shortened(Labels labels) {
    return cut(labels.toString(), SERIES_LENGTH);
  }

  /** The same for labels of which each name is there once, with long names and values cut. */
  static String shortened(Collection<Label> labels) {
    List<Label> shown = new ArrayList<>(labels.size());
    for (Label label : labels) {
      if (shown.size() == 20) {
        break;
      }
      if (label.name().length() <= NAME_LENGTH) {
        shown.add(new Label(label.name(), shortened(label.value())));
      }
    }
    return shortened(Labels.of(shown));
  }

  /** A single name or value, cut off after 64 characters. */
  static String shortened(String text) {
    return cut(text, NAME_LENGTH);
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end) + "...";
  }
}
