package io.barograph.alertengine.notify.route;

import io.barograph.model.Labels;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Mutes the alerts that an {@link InhibitionRule} lets another alert stand for. */
public final class Inhibitor implements Muter {
  private final List<InhibitionRule> rules;
  private volatile List<Sources> sources = List.of();

  public Inhibitor(List<InhibitionRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** From now on these alerts are the ones that fire. */
  public void replaceFiring(Collection<Labels> firing) {
    sources = rules.stream().map(rule -> Sources.of(rule, firing)).toList();
  }

  @Override
  public boolean mutes(Labels labels, Instant now) {
    return sources.stream().anyMatch(each -> each.mute(labels));
  }

  /**
   * The sources of one rule that fire, by the values that targets must share.
   *
   * @param pure those that are not targets as well
   */
  private record Sources(InhibitionRule rule, Set<Labels> any, Set<Labels> pure) {
    static Sources of(InhibitionRule rule, Collection<Labels> firing) {
      Map<Boolean, Set<Labels>> keys = new HashMap<>();
      for (Labels labels : firing) {
        if (rule.isSource(labels)) {
          keys.computeIfAbsent(rule.isTarget(labels), target -> new HashSet<>())
              .add(labels.keeping(rule.equal()));
        }
      }
      Set<Labels> pure = keys.getOrDefault(false, Set.of());
      Set<Labels> any = new HashSet<>(pure);
      any.addAll(keys.getOrDefault(true, Set.of()));
      return new Sources(rule, any, pure);
    }

    /** An alert on both sides is not muted by its likes, or two of them would mute each other. */
    boolean mute(Labels labels) {
      return !any.isEmpty()
          && rule.isTarget(labels)
          && (rule.isSource(labels) ? pure : any).contains(labels.keeping(rule.equal()));
    }
  }
}
