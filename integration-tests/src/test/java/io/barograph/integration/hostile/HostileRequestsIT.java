package io.barograph.integration.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.integration.load.ReadBack;
import io.barograph.integration.load.RemoteWriteLoad;
import io.barograph.integration.load.RemoteWriteRequest;
import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.HttpAnswer;
import io.barograph.model.Labels;
import io.barograph.model.Sample;
import io.barograph.storage.Series;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Remote write, all the way to the database. */
final class HostileRequestsIT {
  private static final long SEED = 20_261_122;
  private static final int DAMAGED_BODIES = 2_000;

  private static TestDatabase database;
  private static BarographServer server;

  private final long now = Clock.systemUTC().millis();

  @BeforeAll
  static void startServer() {
    database = TestDatabase.create(DatabaseKind.TIMESCALEDB);
    server = BarographServer.on(database.url()).start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
    database.close();
  }

  @AfterEach
  void serverIsUnharmed() {
    assertThat(server.isReady()).isTrue();
    Labels good = Labels.of(Labels.METRIC_NAME, "good", "at", String.valueOf(now));
    assertThat(write(new RemoteWriteRequest().add(good, now, 1)).status()).isEqualTo(204);
    assertThat(stored("good{at=\"" + now + "\"}")).containsExactly(new Sample(now, 1));
  }

  @Test
  void damagedBodiesAreRefusedOrTakenAndNeverFail() {
    Random random = new Random(SEED);
    byte[] body =
        new RemoteWriteRequest()
            .add(Labels.of(Labels.METRIC_NAME, "damaged", "a", "b"), now, 1.5)
            .add(Labels.of(Labels.METRIC_NAME, "damaged", "a", "c"), now, 2.5)
            .snappy();
    for (int i = 0; i < DAMAGED_BODIES; i++) {
      byte[] damaged =
          random.nextBoolean()
              ? Arrays.copyOf(body, random.nextInt(body.length))
              : withFlippedBits(body, random);
      HttpAnswer answer = write(damaged);
      assertThat(answer.status())
          .as("body %d of seed %d answered %s", i, SEED, answer.body())
          .isIn(204, 400, 413);
      if (answer.status() != 204) {
        assertThat(answer.body()).isNotBlank();
      }
    }
  }

  private static byte[] withFlippedBits(byte[] body, Random random) {
    byte[] damaged = body.clone();
    for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return damaged;
  }

  @Test
  void bodyThatGrowsBeyondTheLimitIsRefusedUnopened() {
    byte[] promisesFourGigabytes = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 0};
    assertThat(write(promisesFourGigabytes).status()).isIn(400, 413);

    byte[] zeros = new byte[256 << 20];
    assertThat(write(compressed(zeros)).status()).isIn(400, 413);
  }

  @Test
  void wrongWireTypesAreRefused() {
    // Field 1 (the series) as a number; the sample of a series as a fixed 64-bit number.
    assertThat(write(compressed(new byte[] {0x08, 0x01})).status()).isEqualTo(400);
    assertThat(write(compressed(new byte[] {0x0a, 0x09, 0x11, 0, 0, 0, 0, 0, 0, 0, 0})).status())
        .isEqualTo(400);
  }

  @Test
  void otherTypesAndEncodingsAreNotTaken() {
    byte[] body = new RemoteWriteRequest().snappy();
    assertThat(
            server
                .http()
                .post(
                    RemoteWriteLoad.PATH,
                    body,
                    "Content-Type",
                    "application/json",
                    "Content-Encoding",
                    "snappy")
                .status())
        .isEqualTo(415);
    assertThat(
            server
                .http()
                .post(
                    RemoteWriteLoad.PATH,
                    body,
                    "Content-Type",
                    "application/x-protobuf",
                    "Content-Encoding",
                    "gzip")
                .status())
        .isEqualTo(415);
  }

  @Test
  void badLabelsAreRefusedAndTheirNeighboursKept() {
    String name = Labels.METRIC_NAME;
    List<String[]> bad =
        List.of(
            new String[] {"a", "no metric name"},
            new String[] {name, ""},
            new String[] {name, "bad", "", "empty label name"},
            new String[] {name, "bad", "a", "twice", "a", "twice"},
            new String[] {name, "bad", "a", "x".repeat(1 << 20)},
            new String[] {name, "bad", "x".repeat(1 << 20), "a"});
    for (int i = 0; i < bad.size(); i++) {
      String neighbour = "neighbour_" + i;
      HttpAnswer answer =
          write(
              new RemoteWriteRequest()
                  .add(Labels.of(name, neighbour), now, 1)
                  .addRaw(bad.get(i), new long[] {now}, new double[] {2})
                  .add(Labels.of(name, neighbour, "after", "it"), now, 3));
      assertThat(answer.status()).as("labels %d", i).isEqualTo(400);
      assertThat(answer.body()).as("labels %d", i).isNotBlank().hasSizeLessThan(10_000);
      assertThat(read(neighbour)).as("beside labels %d", i).hasSize(2);
    }
    assertThat(read("bad")).isEmpty();
  }

  @Test
  void invalidUtf8IsRefused() {
    byte[] body =
        new RemoteWriteRequest()
            .add(Labels.of(Labels.METRIC_NAME, "not_utf8", "a", "\u00ff\u00fe"), now, 1)
            .uncompressed();
    byte[] damaged =
        new String(body, ISO_8859_1)
            .replace(
                new String("\u00ff\u00fe".getBytes(UTF_8), ISO_8859_1), "\u00ff\u00fe\u00ff\u00fe")
            .getBytes(ISO_8859_1);

    assertThat(write(compressed(damaged)).status()).isEqualTo(400);
    assertThat(read("not_utf8")).isEmpty();
  }

  @Test
  void everyDoubleIsStoredAsItIs() {
    double[] values = {
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      -0.0,
      Double.MIN_VALUE,
      -Double.MIN_VALUE,
      Double.MAX_VALUE,
      Double.NaN,
      Double.longBitsToDouble(0x7ff8_dead_beef_0001L)
    };
    long[] timestamps = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      timestamps[i] = now - values.length + i;
    }
    RemoteWriteRequest request =
        new RemoteWriteRequest().add(Labels.of(Labels.METRIC_NAME, "extremes"), timestamps, values);

    assertThat(write(request).status()).isEqualTo(204);

    Series stored = read("extremes").getFirst();
    assertThat(stored.size()).isEqualTo(values.length);
    for (int i = 0; i < values.length; i++) {
      assertThat(Double.doubleToLongBits(stored.values()[i]))
          .as("value %s", values[i])
          .isEqualTo(Double.doubleToLongBits(values[i]));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-01T00:00:00Z", "3000-01-01T00:00:00Z", ""})
  void timestampsOutOfBoundsAreRefusedAndTheirNeighboursKept(String text) {
    long timestamp = text.isEmpty() ? Long.MIN_VALUE : Instant.parse(text).toEpochMilli();
    Labels labels = Labels.of(Labels.METRIC_NAME, "times", "of", "t" + timestamp);

    HttpAnswer answer =
        write(
            new RemoteWriteRequest().add(labels, new long[] {timestamp, now}, new double[] {1, 2}));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("timestamp");
    assertThat(stored("times{of=\"t" + timestamp + "\"}")).containsExactly(new Sample(now, 2));
  }

  private static HttpAnswer write(RemoteWriteRequest request) {
    return write(request.snappy());
  }

  private static HttpAnswer write(byte[] body) {
    return server.http().post(RemoteWriteLoad.PATH, body, RemoteWriteLoad.HEADERS);
  }

  private static byte[] compressed(byte[] message) {
    return RemoteWriteRequest.compress(message);
  }

  private List<Series> read(String selector) {
    return ReadBack.samples(server.http(), selector, now - Duration.ofHours(1).toMillis(), now);
  }

  private List<Sample> stored(String selector) {
    return read(selector).stream().flatMap(series -> series.samples().stream()).toList();
  }
}
