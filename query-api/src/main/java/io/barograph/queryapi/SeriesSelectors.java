package io.barograph.queryapi;

import io.barograph.model.LabelMatcher;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.tree.ParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The {@code match[]} parameters of a request: a series is wanted when any of them selects it. */
final class SeriesSelectors {
  private static final String NAME = "match[]";

  private final List<List<LabelMatcher>> selectors;

  private SeriesSelectors(List<List<LabelMatcher>> selectors) {
    this.selectors = selectors;
  }

  /** The selectors of a request that may come without any, and then wants every series. */
  static SeriesSelectors optional(Parameters parameters, Parser parser) {
    List<String> texts = parameters.all(NAME);
    return texts.isEmpty()
        ? new SeriesSelectors(List.of(List.of()))
        : new SeriesSelectors(texts.stream().map(text -> parse(text, parser)).toList());
  }

  static SeriesSelectors required(Parameters parameters, Parser parser) {
    if (parameters.all(NAME).isEmpty()) {
      throw ApiException.badData("no match[] parameter provided");
    }
    return optional(parameters, parser);
  }

  private static List<LabelMatcher> parse(String text, Parser parser) {
    List<LabelMatcher> matchers;
    try {
      matchers = parser.parseSelector(text);
    } catch (ParseException e) {
      throw ApiException.badParameter(NAME, String.valueOf(e.getMessage()));
    }
    if (matchers.stream().allMatch(LabelMatcher::matchesEmpty)) {
      throw ApiException.badParameter(NAME, "match[] must contain at least one non-empty matcher");
    }
    return matchers;
  }

  List<List<LabelMatcher>> selectors() {
    return selectors;
  }

  /**
   * What {@code find} gives for any selector, each once, sorted.
   *
   * @param <T> with an equality that means the same thing
   */
  <T extends Comparable<? super T>> Mono<List<T>> collect(
      Function<List<LabelMatcher>, Flux<T>> find) {
    return Flux.fromIterable(selectors)
        .concatMap(find)
        .collect(TreeMap<T, Boolean>::new, (found, item) -> found.put(item, true))
        .map(Map::keySet)
        .map(List::copyOf);
  }
}
