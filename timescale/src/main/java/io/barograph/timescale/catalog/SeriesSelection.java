package io.barograph.timescale.catalog;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MatchType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of matchers over the known series. Each matcher judges each value it meets once,
 * so a regular expression over a hundred thousand series with ten values runs ten times.
 */
final class SeriesSelection {
  private final KnownSeries known;
  private final LabelSymbols symbols;
  private final List<LabelMatcher> ofMetric = new ArrayList<>();
  private final List<Judge> ofLabels = new ArrayList<>();

  SeriesSelection(KnownSeries known, List<LabelMatcher> matchers) {
    this.known = known;
    this.symbols = known.symbols();
    for (LabelMatcher matcher : matchers) {
      if (matcher.name().equals(Labels.METRIC_NAME)) {
        ofMetric.add(matcher);
      } else {
        ofLabels.add(new Judge(matcher));
      }
    }
  }

  List<SelectedGroup> groups() {
    List<SelectedGroup> selected = new ArrayList<>();
    for (LabelMatcher matcher : ofMetric) {
      if (matcher.type() == MatchType.EQUAL) {
        for (int id : known.metric(matcher.value()).ids()) {
          select(known.group(id), selected);
        }
        return selected;
      }
    }
    for (int id = 1; id < known.groupLimit(); id++) {
      select(known.group(id), selected);
    }
    return selected;
  }

  private void select(@Nullable SeriesGroup group, List<SelectedGroup> selected) {
    if (group == null || !ofMetric.stream().allMatch(m -> m.matches(group.metric()))) {
      return;
    }
    long low = 0;
    long high = 0;
    for (int offset = 0; offset < group.size(); offset++) {
      if (accepts(group, offset)) {
        if (offset < 64) {
          low |= 1L << offset;
        } else {
          high |= 1L << (offset - 64);
        }
      }
    }
    if ((low | high) != 0) {
      selected.add(new SelectedGroup(group.id(), group.size(), low, high));
    }
  }

  private boolean accepts(SeriesGroup group, int offset) {
    int start = group.start(offset);
    int end = group.end(offset);
    for (int i = 0; i < ofLabels.size(); i++) {
      if (!ofLabels.get(i).accepts(group, start, end)) {
        return false;
      }
    }
    return true;
  }

  /** One matcher and what it thinks of the values met so far. */
  private final class Judge {
    private final LabelMatcher matcher;
    private final int nameId;
    private final boolean acceptsMissing;
    private final BitSet judged = new BitSet();
    private final BitSet accepted = new BitSet();

    Judge(LabelMatcher matcher) {
      this.matcher = matcher;
      this.nameId = symbols.findName(matcher.name());
      this.acceptsMissing = matcher.matchesEmpty();
    }

    boolean accepts(SeriesGroup group, int start, int end) {
      for (int i = start; i < end; i++) {
        int symbol = group.symbol(i);
        if (symbols.nameId(symbol) == nameId) {
          return accepts(symbol);
        }
      }
      return acceptsMissing;
    }

    private boolean accepts(int symbol) {
      if (!judged.get(symbol)) {
        judged.set(symbol);
        accepted.set(symbol, matcher.matches(symbols.value(symbol)));
      }
      return accepted.get(symbol);
    }
  }
}
