package io.barograph.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.timescale.block.BlockCompression;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

final class SettingsTest {
  private final Map<String, Object> variables = new HashMap<>();
  private final Map<String, Object> commandLine = new HashMap<>();

  private BarographSettings settings() throws Exception {
    StandardEnvironment environment =
        new StandardEnvironment() {
          @Override
          public Map<String, Object> getSystemEnvironment() {
            return variables;
          }
        };
    var sources = environment.getPropertySources();
    sources.replace(
        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    sources.addFirst(new MapPropertySource("commandLine", commandLine));
    new YamlPropertySourceLoader()
        .load("defaults", new ClassPathResource("application.yml"))
        .forEach(sources::addLast);
    try (GenericApplicationContext context = new GenericApplicationContext()) {
      context.setEnvironment(environment);
      new SettingsGuard().initialize(context);
    }
    return Binder.get(environment).bind("barograph", BarographSettings.class).get();
  }

  @Test
  void defaultsAreWhatTheFileSays() throws Exception {
    BarographSettings settings = settings();
    assertThat(settings.roles()).containsExactlyInAnyOrder(Role.values());
    assertThat(settings.retention()).isEqualTo(Duration.ofDays(15));
    assertThat(settings.insecure()).isFalse();
    assertThat(settings.bind().address()).isEqualTo("127.0.0.1");
    assertThat(settings.http().port()).isEqualTo(9480);
    assertThat(settings.http().corsOrigins()).isEmpty();
    assertThat(settings.rsocket())
        .isEqualTo(
            new BarographSettings.RSocket(
                9481,
                20_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                4,
                1_000_000,
                DataSize.ofMegabytes(512)));
    assertThat(settings.remoteWrite())
        .isEqualTo(
            new BarographSettings.RemoteWrite(
                DataSize.ofMegabytes(16),
                DataSize.ofMegabytes(64),
                1_000_000,
                Duration.ofSeconds(30),
                DataSize.ofMegabytes(512)));
    assertThat(settings.embedded().port()).isEqualTo(9482);
    assertThat(settings.tls().enabled()).isFalse();
    assertThat(settings.database().embedded()).isTrue();
    assertThat(settings.data().dir()).isEqualTo(Path.of("data"));
    assertThat(settings.limits())
        .isEqualTo(
            new BarographSettings.Limits(
                64,
                1024,
                4096,
                100_000,
                5_000_000,
                Duration.ofMinutes(10),
                DataSize.ofMegabytes(256)));
    assertThat(settings.query())
        .isEqualTo(
            new BarographSettings.Query(
                20, Duration.ofMinutes(2), 50_000_000, 11_000, Duration.ofMinutes(5), false));
    assertThat(settings.self().interval()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void everySettingHasAnEnvironmentVariable() throws Exception {
    variables.put("BAROGRAPH_ROLES", "query");
    variables.put("BAROGRAPH_RETENTION", "30d");
    variables.put("BAROGRAPH_INSECURE", "true");
    variables.put("BAROGRAPH_BIND_ADDRESS", "0.0.0.0");
    variables.put("BAROGRAPH_HTTP_PORT", "1");
    variables.put("BAROGRAPH_RSOCKET_PORT", "2");
    variables.put("BAROGRAPH_HTTP_CORS_ORIGINS", "https://a.example,http://b:3000");
    variables.put("BAROGRAPH_RSOCKET_CONNECTIONS", "21");
    variables.put("BAROGRAPH_RSOCKET_SETUP_TIMEOUT", "22s");
    variables.put("BAROGRAPH_RSOCKET_WRITE_TIMEOUT", "23s");
    variables.put("BAROGRAPH_RSOCKET_BATCHES_IN_FLIGHT", "24");
    variables.put("BAROGRAPH_RSOCKET_SERIES_PER_CONNECTION", "25");
    variables.put("BAROGRAPH_RSOCKET_DEFINITIONS", "26MB");
    variables.put("BAROGRAPH_REMOTE_WRITE_BODY_SIZE", "27MB");
    variables.put("BAROGRAPH_REMOTE_WRITE_DECOMPRESSED_SIZE", "28MB");
    variables.put("BAROGRAPH_REMOTE_WRITE_SAMPLES", "29");
    variables.put("BAROGRAPH_REMOTE_WRITE_BODY_TIMEOUT", "30s");
    variables.put("BAROGRAPH_REMOTE_WRITE_SERIES_CACHE", "31MB");
    variables.put("BAROGRAPH_TLS_BUNDLE", "doors");
    variables.put("BAROGRAPH_TOKENS_AGENT", "a");
    variables.put("BAROGRAPH_TOKENS_AGENT_FILE", "b");
    variables.put("BAROGRAPH_TOKENS_HTTP", "c");
    variables.put("BAROGRAPH_TOKENS_HTTP_FILE", "d");
    variables.put("BAROGRAPH_DATABASE_URL", "postgresql://e/f");
    variables.put("BAROGRAPH_DATABASE_USER", "g");
    variables.put("BAROGRAPH_DATABASE_PASSWORD", "h");
    variables.put("BAROGRAPH_DATABASE_PASSWORD_FILE", "i");
    variables.put("BAROGRAPH_DATA_DIR", "/j");
    variables.put("BAROGRAPH_EMBEDDED_PORT", "3");
    variables.put("BAROGRAPH_LIMITS_LABELS_PER_SERIES", "11");
    variables.put("BAROGRAPH_LIMITS_LABEL_NAME_LENGTH", "12");
    variables.put("BAROGRAPH_LIMITS_LABEL_VALUE_LENGTH", "13");
    variables.put("BAROGRAPH_LIMITS_SERIES_PER_METRIC", "14");
    variables.put("BAROGRAPH_LIMITS_SERIES", "15");
    variables.put("BAROGRAPH_LIMITS_FUTURE", "16m");
    variables.put("BAROGRAPH_LIMITS_IN_FLIGHT", "17MB");
    variables.put("BAROGRAPH_COMPACTION_INTERVAL", "18s");
    variables.put("BAROGRAPH_COMPACTION_COMPRESSION", "zstd");
    variables.put("BAROGRAPH_QUERY_CONCURRENCY", "4");
    variables.put("BAROGRAPH_QUERY_TIMEOUT", "5s");
    variables.put("BAROGRAPH_QUERY_MAX_SAMPLES", "6");
    variables.put("BAROGRAPH_QUERY_MAX_POINTS", "66");
    variables.put("BAROGRAPH_QUERY_EXPERIMENTAL_FUNCTIONS", "true");
    variables.put("BAROGRAPH_QUERY_LOOKBACK_DELTA", "7m");
    variables.put("BAROGRAPH_ALERT_RULES", "/a/*.yml,b.yml");
    variables.put("BAROGRAPH_ALERT_NOTIFICATIONS", "c.yml");
    variables.put("BAROGRAPH_ALERT_INTERVAL", "32s");
    variables.put("BAROGRAPH_ALERT_QUERY_OFFSET", "33s");
    variables.put("BAROGRAPH_ALERT_NO_DATA_GRACE", "34m");
    variables.put("BAROGRAPH_ALERT_OUTAGE_TOLERANCE", "35m");
    variables.put("BAROGRAPH_ALERT_HISTORY_RETENTION", "36d");
    variables.put("BAROGRAPH_ALERT_CONCURRENCY", "37");
    variables.put("BAROGRAPH_ALERT_MAX_SAMPLES", "38");
    variables.put("BAROGRAPH_ALERT_EXTERNAL_LABELS", "region=eu,team=web");
    variables.put("BAROGRAPH_ALERT_EXTERNAL_URL", "http://k");
    variables.put("BAROGRAPH_RECORDS_RETENTION", "39d");
    variables.put("BAROGRAPH_INVENTORY_REMEMBERED", "40d");
    variables.put("BAROGRAPH_SELF_INTERVAL", "0s");

    assertThat(variables.keySet()).isEqualTo(SettingsGuard.knownKeys().keySet());
    assertThat(settings())
        .isEqualTo(
            new BarographSettings(
                Set.of(Role.QUERY),
                Duration.ofDays(30),
                true,
                new BarographSettings.Bind("0.0.0.0"),
                new BarographSettings.Http(1, Set.of("https://a.example", "http://b:3000")),
                new BarographSettings.RSocket(
                    2,
                    21,
                    Duration.ofSeconds(22),
                    Duration.ofSeconds(23),
                    24,
                    25,
                    DataSize.ofMegabytes(26)),
                new BarographSettings.RemoteWrite(
                    DataSize.ofMegabytes(27),
                    DataSize.ofMegabytes(28),
                    29,
                    Duration.ofSeconds(30),
                    DataSize.ofMegabytes(31)),
                new BarographSettings.Tls("doors"),
                new BarographSettings.Tokens("a", "b", "c", "d"),
                new BarographSettings.Database("postgresql://e/f", "g", "h", "i"),
                new BarographSettings.Data(Path.of("/j")),
                new BarographSettings.Embedded(3),
                new BarographSettings.Limits(
                    11, 12, 13, 14, 15, Duration.ofMinutes(16), DataSize.ofMegabytes(17)),
                new BarographSettings.Compaction(Duration.ofSeconds(18), BlockCompression.ZSTD),
                new BarographSettings.Query(
                    4, Duration.ofSeconds(5), 6, 66, Duration.ofMinutes(7), true),
                new BarographSettings.Alert(
                    List.of("/a/*.yml", "b.yml"),
                    "c.yml",
                    Duration.ofSeconds(32),
                    Duration.ofSeconds(33),
                    Duration.ofMinutes(34),
                    Duration.ofMinutes(35),
                    Duration.ofDays(36),
                    37,
                    38,
                    List.of("region=eu", "team=web"),
                    "http://k"),
                new BarographSettings.Records(Duration.ofDays(39)),
                new BarographSettings.Inventory(Duration.ofDays(40)),
                new BarographSettings.Self(Duration.ZERO)));
  }

  @Test
  void theFileListsExactlyWhatTheRecordsHold() {
    Set<String> components = new TreeSet<>();
    collect("barograph", BarographSettings.class, components);
    assertThat(new TreeSet<>(SettingsGuard.knownKeys().values())).isEqualTo(components);
  }

  private static void collect(String prefix, Class<?> type, Set<String> into) {
    for (RecordComponent component : type.getRecordComponents()) {
      String dashed = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase();
      String key = prefix + "." + dashed;
      if (component.getType().isRecord()) {
        collect(key, component.getType(), into);
      } else {
        into.add(key);
      }
    }
  }

  @Test
  void theFileNamesTheVariableOfEachSetting() throws Exception {
    String file = new String(new ClassPathResource("application.yml").getContentAsByteArray());
    assertThat(SettingsGuard.knownKeys().keySet())
        .allSatisfy(variable -> assertThat(file).containsPattern("# .*\\b" + variable + "\n"));
  }

  @Test
  void theCommandLineWinsOverTheEnvironment() throws Exception {
    variables.put("BAROGRAPH_HTTP_PORT", "1");
    commandLine.put("barograph.http.port", "2");
    assertThat(settings().http().port()).isEqualTo(2);
  }

  @Test
  void anUnknownVariableIsRefusedWithTheNearestName() {
    variables.put("BAROGRAPH_RETENTON", "30d");
    assertThatThrownBy(this::settings)
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(
            "unknown environment variable \"BAROGRAPH_RETENTON\", did you mean \"BAROGRAPH_RETENTION\"?");
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestName() {
    commandLine.put("barograph.htp.port", "1");
    assertThatThrownBy(this::settings)
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(
            "unknown setting \"barograph.htp.port\", did you mean \"barograph.http.port\"?");
  }

  @Test
  void variablesOfTheAgentAndTheLauncherAreLeftAlone() throws Exception {
    variables.put("BAROGRAPH_AGENT_SERVER", "tcp://elsewhere");
    variables.put("BAROGRAPH_JAVA_OPTIONS", "-Xmx1g");
    assertThat(settings()).isNotNull();
  }

  @Test
  void aSettingOutOfBoundsNamesTheBoundsAndTheVariable() {
    commandLine.put("barograph.http.port", "70000");
    assertThatThrownBy(this::settings)
        .isInstanceOf(BindException.class)
        .hasRootCauseMessage(
            "barograph.http.port is 70000, allowed is 0 to 65535; set it or BAROGRAPH_HTTP_PORT");
  }

  @Test
  void doorLimitsNameTheirBounds() {
    commandLine.put("barograph.rsocket.series-per-connection", "1000001");
    assertThatThrownBy(this::settings)
        .hasRootCauseMessage(
            "barograph.rsocket.series-per-connection is 1000001, allowed is 1 to 1000000;"
                + " set it or BAROGRAPH_RSOCKET_SERIES_PER_CONNECTION");
  }

  @Test
  void anOriginHasNoPath() {
    commandLine.put("barograph.http.cors-origins", "https://a.example/grafana");
    assertThatThrownBy(this::settings)
        .hasRootCauseMessage(
            "barograph.http.cors-origins has \"https://a.example/grafana\", allowed is"
                + " * or origins such as https://grafana.example:3000, without a path;"
                + " set it or BAROGRAPH_HTTP_CORS_ORIGINS");
  }

  @Test
  void secretsAreNotPrinted() throws Exception {
    variables.put("BAROGRAPH_TOKENS_HTTP", "very-secret-token");
    variables.put("BAROGRAPH_DATABASE_PASSWORD", "very-secret-password");
    assertThat(settings().toString()).doesNotContain("very-secret");
  }
}
