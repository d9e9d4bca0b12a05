package io.barograph.ingest.rsocket;

import io.barograph.model.Labels;
import io.barograph.protocol.ProtocolLimits;
import io.barograph.storage.records.ProcessKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process that sends on a channel, from the labels {@code job} and {@code instance} of its
 * series: it may never report itself. Where the series are of several, nobody knows which of them
 * still lives, and reports have to say.
 */
final class SoleProcess {
  /** Characters, each at most four bytes. */
  private static final int LONGEST_NAME = ProtocolLimits.NAME_BYTES / 4;

  private final String host;
  private @Nullable ProcessKey process;
  private boolean several;

  SoleProcess(String host) {
    this.host = host;
  }

  /** Takes in series that were defined. */
  synchronized void note(List<Labels> series) {
    if (several) {
      return;
    }
    for (Labels labels : series) {
      ProcessKey named = named(labels);
      if (named.job().isEmpty() || named.instance().isEmpty() || named.equals(process)) {
        continue;
      }
      several = process != null;
      process = several ? null : named;
      if (several) {
        return;
      }
    }
  }

  /** Null as long as there is none, and for good when there were several. */
  synchronized @Nullable ProcessKey get() {
    return process;
  }

  /** What the labels of a series say of its process. */
  ProcessKey named(Labels labels) {
    return new ProcessKey(
        host, shortened(labels.valueOrEmpty("job")), shortened(labels.valueOrEmpty("instance")));
  }

  private static String shortened(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }
}
