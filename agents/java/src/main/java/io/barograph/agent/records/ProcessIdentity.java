package io.barograph.agent.records;

import static java.util.Objects.requireNonNull;

import io.barograph.model.Labels;

/**
 * The process that an agent speaks for, by the labels its series carry.
 *
 * @param job name of the service, the same for all its processes
 * @param instance tells the processes of a job apart, over all hosts and restarts
 * @param version of the program; may be empty
 * @param revision the commit it was built from; may be empty
 * @param labels more about the process, such as {@code bucket="team-a"}; not added to series
 */
public record ProcessIdentity(
    String job, String instance, String version, String revision, Labels labels) {
  public ProcessIdentity {
    requireNonNull(version, "version is null");
    requireNonNull(revision, "revision is null");
    requireNonNull(labels, "labels is null");
    if (job.isEmpty() || instance.isEmpty()) {
      throw new IllegalArgumentException(
          "job \"%s\" and instance \"%s\" must not be empty".formatted(job, instance));
    }
  }

  /** A process of which no more than its name is known. */
  public ProcessIdentity(String job, String instance) {
    this(job, instance, "", "", Labels.EMPTY);
  }
}
