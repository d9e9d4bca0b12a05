package io.barograph.storage.alerts;

import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * The port on which the states of alerts survive, and which lets one server at a time change those
 * of a group.
 *
 * <p>Any call may fail with {@link io.barograph.storage.StorageUnavailableException}; then nothing
 * is led any more.
 */
public interface AlertStates {
  /**
   * Tries to take the lead of these groups. A group once led stays so until it is no longer asked
   * for, until a call fails, or until this server ends.
   *
   * @return those that this server leads now; the others are led by another one
   */
  Mono<Set<GroupKey>> lead(Set<GroupKey> groups);

  /** A group as it was last saved, by whatever server. */
  Mono<GroupSnapshot> load(GroupKey group);

  /**
   * Commits all of it, or nothing. Fails with {@link LeadLostException} if this server does not
   * lead the group.
   */
  Mono<Void> save(GroupChanges changes);

  /** The groups that were saved and not removed since, by whatever server. */
  Mono<Set<GroupKey>> saved();

  /**
   * Forgets a group that is no more; its alerts stay for as long as ended ones do. Fails as {@link
   * #save} does.
   */
  Mono<Void> remove(GroupKey group);
}
