package io.barograph.alertengine.notify.text;

import io.barograph.alertengine.template.Arguments;
import io.barograph.alertengine.template.TemplateFunction;
import io.barograph.alertengine.template.TemplateObject;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Labels or annotations as Alertmanager's templates see them: a map with methods. */
final class LabelPairs extends AbstractMap<String, String> implements TemplateObject {
  /** Stands first among labels, as in Alertmanager. */
  private static final String FIRST = "alertname";

  private final SortedMap<String, String> pairs;

  LabelPairs(Map<String, String> pairs) {
    this.pairs = new TreeMap<>(pairs);
  }

  private record Pair(String name, String value) implements TemplateObject {
    @Override
    public Object field(String field) {
      return switch (field) {
        case "Name" -> name;
        case "Value" -> value;
        default ->
            throw new IllegalArgumentException(
                "can't evaluate field " + field + " in type template.Pair");
      };
    }
  }

  private static final class Pairs extends java.util.AbstractList<Object>
      implements TemplateObject {
    private final List<Pair> pairs;

    Pairs(List<Pair> pairs) {
      this.pairs = pairs;
    }

    @Override
    public Object get(int index) {
      return pairs.get(index);
    }

    @Override
    public int size() {
      return pairs.size();
    }

    @Override
    public Object field(String field) {
      return switch (field) {
        case "Names" -> pairs.stream().map(Pair::name).toList();
        case "Values" -> pairs.stream().map(Pair::value).toList();
        default ->
            throw new IllegalArgumentException(
                "can't evaluate field " + field + " in type template.Pairs");
      };
    }
  }

  @Override
  public @Nullable Object field(String name) {
    return switch (name) {
      case "SortedPairs" -> new Pairs(sorted());
      case "Names" -> sorted().stream().map(Pair::name).toList();
      case "Values" -> sorted().stream().map(Pair::value).toList();
      case "Remove" -> (TemplateFunction) values -> without(Arguments.of(values, 1).list(0));
      default -> pairs.getOrDefault(name, "");
    };
  }

  private List<Pair> sorted() {
    List<Pair> sorted = new ArrayList<>();
    String first = pairs.get(FIRST);
    if (first != null) {
      sorted.add(new Pair(FIRST, first));
    }
    pairs.forEach(
        (name, value) -> {
          if (!name.equals(FIRST)) {
            sorted.add(new Pair(name, value));
          }
        });
    return sorted;
  }

  private LabelPairs without(List<?> names) {
    Map<String, String> rest = new TreeMap<>(pairs);
    names.forEach(rest::remove);
    return new LabelPairs(rest);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return Collections.unmodifiableSet(pairs.entrySet());
  }
}
