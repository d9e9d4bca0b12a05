package io.barograph.server.store;

import io.barograph.storage.alerts.AlertStates;
import io.barograph.storage.alerts.GroupChanges;
import io.barograph.storage.alerts.GroupKey;
import io.barograph.storage.alerts.GroupSnapshot;
import io.barograph.storage.rules.RuleGroupStatus;
import io.barograph.storage.rules.RuleSource;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** The ports of rules and alerts behind the {@link StoreGate}, "unavailable" as it is. */
public final class AlertGate implements AlertStates, RuleSource {
  private final StoreGate gate;

  public AlertGate(StoreGate gate) {
    this.gate = gate;
  }

  @Override
  public Mono<List<RuleGroupStatus>> groups() {
    return gate.mono(open -> open.ruleSource().groups());
  }

  @Override
  public Mono<Set<GroupKey>> lead(Set<GroupKey> groups) {
    return gate.mono(open -> open.alertStates().lead(groups));
  }

  @Override
  public Mono<GroupSnapshot> load(GroupKey group) {
    return gate.mono(open -> open.alertStates().load(group));
  }

  @Override
  public Mono<Void> save(GroupChanges changes) {
    return gate.mono(open -> open.alertStates().save(changes));
  }

  @Override
  public Mono<Set<GroupKey>> saved() {
    return gate.mono(open -> open.alertStates().saved());
  }

  @Override
  public Mono<Void> remove(GroupKey group) {
    return gate.mono(open -> open.alertStates().remove(group));
  }
}
