package io.barograph.ingest.oddity;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.StorageUnavailableException;
import io.barograph.storage.records.Event;
import io.barograph.storage.records.InMemoryRecords;
import io.barograph.storage.records.ProcessKey;
import io.barograph.storage.records.RecordEntry;
import io.barograph.storage.records.RecordFilter;
import io.barograph.storage.records.RecordQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class OdditiesTest {
  private final InMemoryRecords records = new InMemoryRecords();
  private boolean away;
  private Instant now = Instant.ofEpochSecond(1_790_000_000);
  private final Oddities oddities = new Oddities(this::append, () -> now);

  private Mono<Void> append(List<RecordEntry> entries) {
    return away
        ? Mono.error(new StorageUnavailableException("away for a test", Duration.ZERO))
        : records.append(entries);
  }

  private void tell(String host, String instance) {
    oddities.tell(
        Oddity.CLOCK_OFF, "team-a", new ProcessKey(host, "web", instance), () -> "a day ahead");
  }

  private List<Event> told() {
    oddities.write().block();
    return records
        .events()
        .page(new RecordQuery(Instant.EPOCH, now, RecordFilter.ALL, null, 1_000_000))
        .blockOptional()
        .orElseThrow();
  }

  @Test
  void theSameIsToldOnceAnHour() {
    for (int minute = 0; minute < 150; minute++) {
      tell("h1", "w:0");
      now = now.plus(Duration.ofMinutes(1));
    }
    assertThat(told()).hasSize(3);
    Event event = told().getFirst();
    assertThat(event.kind()).isEqualTo("clock_off");
    assertThat(event.message()).isEqualTo("a day ahead");
    assertThat(event.head().bucket()).isEqualTo("team-a");
  }

  @Test
  void aHostThatTakesEverNewNamesIsToldOfTwentyTimesAnHour() {
    for (int i = 0; i < 5_000; i++) {
      tell("h1", "w:" + i);
    }
    tell("h2", "w:0");
    assertThat(told()).hasSize(21);
    now = now.plus(Duration.ofHours(1));
    tell("h1", "another");
    assertThat(told()).hasSize(22);
  }

  @Test
  void hostsThatTakeEverNewNamesAreBoundedToo() {
    for (int i = 0; i < 20_000; i++) {
      tell("h" + i, "");
      if (i % 500 == 0) {
        oddities.write().block();
      }
    }
    assertThat(told()).hasSize(10_000);
    now = now.plus(Duration.ofHours(1));
    tell("another", "");
    assertThat(told()).hasSize(10_001);
  }

  @Test
  void eventsWaitWhileTheDatabaseIsAway() {
    away = true;
    tell("h1", "w:0");
    assertThat(told()).isEmpty();
    away = false;
    assertThat(told()).hasSize(1);
  }
}
