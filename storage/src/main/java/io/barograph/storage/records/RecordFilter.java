package io.barograph.storage.records;

/**
 * Which records are wanted; an empty text means all. What a kind of record does not have is not
 * asked of it.
 *
 * @param route of transactions and exceptions
 * @param kind of events
 * @param group of exceptions, its id
 * @param minimumSeconds of transactions: shorter ones are left out
 */
public record RecordFilter(
    String bucket,
    String host,
    String job,
    String instance,
    String route,
    String kind,
    String group,
    double minimumSeconds) {
  /** All records. */
  public static final RecordFilter ALL = new RecordFilter("", "", "", "", "", "", "", 0);

  /** Whether a record is wanted. */
  public boolean accepts(RecordEntry entry) {
    RecordHead head = entry.head();
    boolean place =
        fits(bucket, head.bucket())
            && fits(host, head.process().host())
            && fits(job, head.process().job())
            && fits(instance, head.process().instance());
    return place
        && switch (entry) {
          case Transaction one ->
              fits(route, one.route()) && one.durationSeconds() >= minimumSeconds;
          case ExceptionEntry one -> fits(route, one.route()) && fits(group, one.group().id());
          case Event one -> fits(kind, one.kind());
        };
  }

  private static boolean fits(String wanted, String value) {
    return wanted.isEmpty() || wanted.equals(value);
  }
}
