package io.barograph.queryapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.inventory.HostDetails;
import io.barograph.storage.inventory.HostSighting;
import io.barograph.storage.inventory.ProcessSighting;
import io.barograph.storage.inventory.ProcessStatus;
import io.barograph.storage.records.ProcessKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InventoryTest {
  private static final Instant NOW = TestApi.CLOCK.instant();

  private final TestApi api = new TestApi();

  private void see(String host, Duration ago) {
    api.inventory()
        .save(
            List.of(
                new HostSighting(
                    host,
                    "team-a",
                    Map.of("rack", "7"),
                    "1.0",
                    new HostDetails("linux", "x64", 8, 1L << 34, NOW.minusSeconds(90), Map.of()),
                    NOW.minus(ago))),
            List.of(
                new ProcessSighting(
                    new ProcessKey(host, "web", host + ":0"),
                    "team-a",
                    ProcessStatus.ONLINE,
                    77,
                    NOW.minusSeconds(60),
                    3,
                    "node",
                    "20",
                    "1.2",
                    "abc",
                    Map.of(),
                    NOW.minus(ago))))
        .block();
  }

  @Test
  void hostsTellWhetherTheyAreThere() {
    see("h1", Duration.ofSeconds(10));
    see("h2", Duration.ofSeconds(31));
    assertThat(api.get("/hosts/h1").body())
        .contains("\"online\":true", "\"uptime_seconds\":90.0", "\"memory_bytes\":17179869184")
        .contains("\"labels\":{\"rack\":\"7\"}");
    assertThat(api.get("/hosts/h2").body())
        .contains("\"online\":false", "\"offline_since\":\"" + NOW.minusSeconds(31) + "\"")
        .doesNotContain("uptime_seconds");
    assertThat(api.get("/hosts/h3").status()).isEqualTo(404);
  }

  @Test
  void pagesFollowTheirCursor() {
    for (int i = 1; i <= 5; i++) {
      see("h" + i, Duration.ZERO);
    }
    assertThat(all("/hosts", "\"host\":\"(h\\d)\"")).isEqualTo("h1h2h3h4h5");
    assertThat(all("/processes", "\"instance\":\"(h\\d):0\"")).isEqualTo("h1h2h3h4h5");
    assertThat(api.get("/processes", "host", "h3").body())
        .contains("\"restarts\":3", "\"status\":\"online\"", "\"uptime_seconds\":60.0")
        .doesNotContain("h2:0");
    assertThat(api.get("/hosts", "bucket", "other").body()).contains("\"hosts\":[]");
    assertThat(api.get("/hosts", "cursor", "!").status()).isEqualTo(400);
  }

  private String all(String path, String pattern) {
    StringBuilder found = new StringBuilder();
    String cursor = "";
    do {
      String body =
          cursor.isEmpty()
              ? api.get(path, "limit", "2").body()
              : api.get(path, "limit", "2", "cursor", cursor).body();
      Pattern.compile(pattern).matcher(body).results().forEach(one -> found.append(one.group(1)));
      Matcher next = Pattern.compile("\"nextCursor\":\"([^\"]+)\"").matcher(body);
      cursor = next.find() ? next.group(1) : "";
    } while (!cursor.isEmpty());
    return found.toString();
  }
}
