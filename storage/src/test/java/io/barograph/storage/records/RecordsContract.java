package io.barograph.storage.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * What every store of records must do. A store's test extends this and hands over a store that is
 * empty at the start of each test.
 */
public abstract class RecordsContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ProcessKey WEB = new ProcessKey("h1", "web", "web-1:0");
  private static final ProcessKey API = new ProcessKey("h2", "api", "api-1:0");

  /** Recent, so that no store's retention gets in the way. */
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minusSeconds(7200);

  private int lastId;

  protected abstract RecordAppender appender();

  protected abstract Records records();

  @Test
  void recordsComeBackAsTheyWere() {
    Transaction transaction =
        new Transaction(
            new RecordHead(
                id(), at(1), "team-a", WEB, Map.of("user", "é\"\\\n\u0001", "a", ""), true),
            1.25,
            "GET",
            "/hotel/:id",
            500,
            "/hotel/7",
            "10.0.0.1",
            12,
            Long.MAX_VALUE,
            "abc");
    ExceptionEntry exception = exception(WEB, at(2), "g1", 3);
    Event event = event(API, at(3), "deploy");
    append(transaction, exception, event);

    assertThat(page(records().transactions(), RecordFilter.ALL)).containsExactly(transaction);
    assertThat(page(records().exceptions(), RecordFilter.ALL)).containsExactly(exception);
    assertThat(page(records().events(), RecordFilter.ALL)).containsExactly(event);
  }

  @Test
  void whatIsSentTwiceCountsOnce() {
    ExceptionEntry one = exception(WEB, at(1), "g1", 3);
    Transaction request = transaction(WEB, at(1), "/a", 1);
    append(one, request, one);
    append(request, one, exception(WEB, at(2), "g1", 1));

    assertThat(page(records().transactions(), RecordFilter.ALL)).hasSize(1);
    assertThat(page(records().exceptions(), RecordFilter.ALL)).hasSize(2);
    assertThat(group("g1").count()).isEqualTo(4);
  }

  @Test
  void oneIdAtTwoTimesIsTwoRecords() {
    Event one = event(WEB, at(1), "start");
    RecordHead head = one.head();
    append(
        one,
        new Event(
            new RecordHead(head.id(), at(2), head.bucket(), WEB, Map.of(), false), "start", ""));
    assertThat(page(records().events(), RecordFilter.ALL)).hasSize(2);
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() {
    List<Event> sent = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      // Several of one moment, so that the id decides; half of the ids have their highest bit set.
      UUID id = new UUID(i % 2 == 0 ? i : Long.MIN_VALUE + i, i);
      sent.add(new Event(new RecordHead(id, at(i / 4), "", WEB, Map.of(), false), "start", "" + i));
    }
    append(sent.toArray(RecordEntry[]::new));

    List<Event> read = new ArrayList<>();
    RecordPlace before = null;
    List<Event> page;
    do {
      page =
          get(
              records()
                  .events()
                  .page(new RecordQuery(start, at(100), RecordFilter.ALL, before, 3)));
      read.addAll(page);
      before = page.isEmpty() ? null : page.getLast().head().place();
    } while (before != null);

    sent.sort((a, b) -> b.head().place().compareTo(a.head().place()));
    assertThat(read).containsExactlyElementsOf(sent);
  }

  @Test
  void filtersNarrowEachKind() {
    Transaction slow = transaction(WEB, at(1), "/slow", 2.5);
    Transaction fast = transaction(API, at(2), "/fast", 0.5);
    Event deploy = event(API, at(3), "deploy");
    Event exit = event(WEB, at(4), "exit");
    ExceptionEntry first = exception(WEB, at(5), "g1", 1);
    ExceptionEntry second = exception(API, at(6), "g2", 1);
    append(slow, fast, deploy, exit, first, second);

    assertThat(page(records().transactions(), filter("host", "h1"))).containsExactly(slow);
    assertThat(page(records().transactions(), filter("route", "/fast"))).containsExactly(fast);
    assertThat(page(records().transactions(), filter("bucket", "of h2"))).containsExactly(fast);
    assertThat(page(records().transactions(), new RecordFilter("", "", "", "", "", "", "", 1)))
        .containsExactly(slow);
    assertThat(page(records().events(), filter("kind", "exit"))).containsExactly(exit);
    assertThat(page(records().events(), filter("job", "api"))).containsExactly(deploy);
    assertThat(page(records().exceptions(), filter("group", "g2"))).containsExactly(second);
    assertThat(page(records().exceptions(), filter("instance", "web-1:0"))).containsExactly(first);
    assertThat(get(records().events().page(query(at(4), at(9), RecordFilter.ALL))))
        .containsExactly(exit);
    assertThat(get(records().events().page(query(start, at(3), RecordFilter.ALL))))
        .containsExactly(deploy);
  }

  @Test
  void whatArrivesCanBeFollowed() {
    append(event(WEB, at(50), "start"));
    long last = get(records().events().lastArrival());
    Event late = event(WEB, at(1), "exit");
    Event other = event(API, at(2), "exit");
    append(late);
    append(other);

    List<Arrival<Event>> news = get(records().events().since(last, start, RecordFilter.ALL, 10));
    assertThat(news).extracting(Arrival::entry).containsExactly(late, other);
    assertThat(news.getFirst().number()).isGreaterThan(last);
    assertThat(get(records().events().since(news.getFirst().number(), start, RecordFilter.ALL, 10)))
        .extracting(Arrival::entry)
        .containsExactly(other);
    assertThat(get(records().events().since(last, start, filter("host", "h1"), 10)))
        .extracting(Arrival::entry)
        .containsExactly(late);
    assertThat(get(records().events().since(last, at(2), RecordFilter.ALL, 10)))
        .extracting(Arrival::entry)
        .containsExactly(other);
  }

  @Test
  void groupsTellWhenWhereAndHowOften() {
    append(
        exception(WEB, at(5), "g1", 2),
        exception(API, at(1), "g1", 1),
        exception(WEB, at(3), "g2", 1));

    ExceptionGroup group = group("g1");
    assertThat(group.firstSeen()).isEqualTo(at(1));
    assertThat(group.lastSeen()).isEqualTo(at(5));
    assertThat(group.count()).isEqualTo(3);
    assertThat(group.hosts()).containsExactly("h1", "h2");
    assertThat(group.state()).isEqualTo(GroupState.OPEN);
    assertThat(groups("", Set.of())).extracting(ExceptionGroup::id).containsExactly("g1", "g2");
    assertThat(groups("h2", Set.of())).extracting(ExceptionGroup::id).containsExactly("g1");
    GroupQuery.Place place = group.place();
    assertThat(
            get(
                records()
                    .groups()
                    .page(new GroupQuery(start, at(100), "", "", "", Set.of(), place, 10))))
        .extracting(ExceptionGroup::id)
        .containsExactly("g2");
  }

  @Test
  void anExceptionOfAResolvedGroupReopensIt() {
    append(exception(WEB, at(1), "g1", 1));
    ExceptionGroup resolved =
        get(records().groups().change("g1", GroupState.RESOLVED, "ann", at(10)));
    assertThat(resolved.state()).isEqualTo(GroupState.RESOLVED);
    assertThat(resolved.changedBy()).isEqualTo("ann");

    append(exception(WEB, at(9), "g1", 1));
    assertThat(group("g1").state()).isEqualTo(GroupState.RESOLVED);
    append(exception(WEB, at(11), "g1", 1));
    ExceptionGroup reopened = group("g1");
    assertThat(reopened.state()).isEqualTo(GroupState.REOPENED);
    assertThat(reopened.stateSince()).isEqualTo(at(11));
    assertThat(reopened.changedBy()).isEmpty();
    assertThat(groups("", Set.of(GroupState.OPEN))).isEmpty();
    assertThat(groups("", Set.of(GroupState.REOPENED))).hasSize(1);
  }

  @Test
  void anIgnoredGroupStaysIgnored() {
    append(exception(WEB, at(1), "g1", 1));
    get(records().groups().change("g1", GroupState.IGNORED, "ann", at(2)));
    append(exception(WEB, at(3), "g1", 1));
    assertThat(group("g1").state()).isEqualTo(GroupState.IGNORED);
  }

  @Test
  void aGroupThatIsNotThereIsNothing() {
    assertThat(records().groups().find("g1").blockOptional(PATIENCE)).isEmpty();
    assertThat(
            records()
                .groups()
                .change("g1", GroupState.RESOLVED, "ann", at(1))
                .blockOptional(PATIENCE))
        .isEmpty();
  }

  @Test
  void textsThatDatabasesDoNotLikeAreKeptInSomeForm() {
    append(
        new Event(
            new RecordHead(id(), at(1), "", WEB, Map.of("a\0", "b\0"), false), "x\0", "'; --\0"));
    assertThat(page(records().events(), RecordFilter.ALL)).hasSize(1);
  }

  private Instant at(int seconds) {
    return start.plusSeconds(seconds).plusMillis(123);
  }

  private UUID id() {
    return new UUID(0x8000_0000_0000_4000L, lastId++);
  }

  private RecordHead head(ProcessKey process, Instant time) {
    return new RecordHead(id(), time, "of " + process.host(), process, Map.of(), false);
  }

  private Transaction transaction(ProcessKey process, Instant time, String route, double seconds) {
    return new Transaction(head(process, time), seconds, "GET", route, 200, route, "", 0, 0, "");
  }

  private ExceptionEntry exception(
      ProcessKey process, Instant time, String group, long occurrences) {
    return new ExceptionEntry(
        head(process, time),
        new GroupIdentity(group, "<string> is not a function"),
        "TypeError",
        "\"x\" is not a function",
        "TypeError: x\n    at f (a.js:1:2)",
        "uncaught",
        "GET",
        "/a",
        occurrences);
  }

  private Event event(ProcessKey process, Instant time, String kind) {
    return new Event(head(process, time), kind, "text of " + kind);
  }

  private static RecordFilter filter(String name, String value) {
    return new RecordFilter(
        name.equals("bucket") ? value : "",
        name.equals("host") ? value : "",
        name.equals("job") ? value : "",
        name.equals("instance") ? value : "",
        name.equals("route") ? value : "",
        name.equals("kind") ? value : "",
        name.equals("group") ? value : "",
        0);
  }

  private static RecordQuery query(Instant from, Instant to, RecordFilter filter) {
    return new RecordQuery(from, to, filter, null, 100);
  }

  private void append(RecordEntry... entries) {
    appender().append(List.of(entries)).block(PATIENCE);
  }

  private <T extends RecordEntry> List<T> page(RecordLog<T> log, RecordFilter filter) {
    return get(log.page(query(start, at(1000), filter)));
  }

  private ExceptionGroup group(String id) {
    return get(records().groups().find(id));
  }

  private List<ExceptionGroup> groups(String host, Set<GroupState> states) {
    return get(
        records().groups().page(new GroupQuery(start, at(100), "", host, "", states, null, 10)));
  }

  private static <T> T get(Mono<T> mono) {
    return mono.blockOptional(PATIENCE).orElseThrow();
  }
}
