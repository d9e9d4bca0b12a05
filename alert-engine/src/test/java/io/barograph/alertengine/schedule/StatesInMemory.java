package io.barograph.alertengine.schedule;

import io.barograph.model.Labels;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.storage.alerts.AlertEvent;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.AlertStates;
import io.barograph.storage.alerts.GroupChanges;
import io.barograph.storage.alerts.GroupKey;
import io.barograph.storage.alerts.GroupSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** The states that one server would find, with a database that can be taken away. */
final class StatesInMemory implements AlertStates {
  final List<AlertEvent> events = new ArrayList<>();
  private final Map<GroupKey, GroupChanges> groups = new HashMap<>();
  private final Map<AlertId, AlertRecord> alerts = new LinkedHashMap<>();
  volatile boolean gone;
  int saves;

  private record AlertId(GroupKey group, String rule, Labels labels) {}

  private static AlertId id(AlertRecord alert) {
    return new AlertId(alert.group(), alert.rule(), alert.labels());
  }

  @Override
  public Mono<Set<GroupKey>> lead(Set<GroupKey> wanted) {
    return answer(() -> wanted);
  }

  @Override
  public Mono<GroupSnapshot> load(GroupKey group) {
    return answer(
        () ->
            new GroupSnapshot(
                alerts.values().stream().filter(alert -> alert.group().equals(group)).toList(),
                groups.containsKey(group) ? groups.get(group).evaluated() : null));
  }

  @Override
  public Mono<Void> save(GroupChanges changes) {
    return answer(
            () -> {
              saves++;
              groups.put(changes.group(), changes);
              changes.written().forEach(alert -> alerts.put(id(alert), alert));
              changes.removed().forEach(alert -> alerts.remove(id(alert)));
              return events.addAll(changes.events());
            })
        .then();
  }

  @Override
  public Mono<Set<GroupKey>> saved() {
    return answer(() -> Set.copyOf(groups.keySet()));
  }

  @Override
  public Mono<Void> remove(GroupKey group) {
    return answer(() -> groups.remove(group)).then();
  }

  private <T> Mono<T> answer(Supplier<T> answer) {
    return Mono.fromSupplier(
        () -> {
          if (gone) {
            throw new StorageUnavailableException("no database", Duration.ofSeconds(1));
          }
          synchronized (this) {
            return answer.get();
          }
        });
  }
}
