package io.barograph.integration.durability;

import io.barograph.testdatabases.DatabaseKind;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Under load through both doors, PostgreSQL, Barograph or both are killed again and again: every
 * acknowledged sample is there afterwards, exactly once. {@code make torture} runs more rounds.
 */
final class CrashIT {
  private static final int ROUNDS = Integer.getInteger("barograph.torture.rounds", 3);
  private static final long SEED = Long.getLong("barograph.torture.seed", 20_261_122L);

  private enum Victim {
    DATABASE,
    SERVER,
    BOTH
  }

  @ParameterizedTest
  @EnumSource
  void acknowledgedSamplesSurviveKills(DatabaseKind kind) {
    Random random = new Random(SEED);
    try (LoadedServer loaded = LoadedServer.start(kind)) {
      for (int round = 0; round < ROUNDS; round++) {
        // Counting samples rather than time makes the moment random and the wait no longer than
        // the machine needs.
        loaded.awaitAcknowledged(random.nextInt(2_000, 12_000));
        kill(loaded, Victim.values()[round % Victim.values().length], random.nextBoolean());
      }
      loaded.awaitAcknowledged(5_000);
      loaded.assertNothingLostOrDoubled();
    }
  }

  private static void kill(LoadedServer loaded, Victim victim, boolean databaseFirst) {
    switch (victim) {
      case DATABASE -> {
        loaded.database().kill9();
        loaded.database().start();
      }
      case SERVER -> {
        loaded.server().kill9();
        loaded.server().start();
      }
      case BOTH -> {
        if (databaseFirst) {
          loaded.database().kill9();
          loaded.server().kill9();
          loaded.server().launch();
          loaded.database().start();
        } else {
          loaded.server().kill9();
          loaded.database().kill9();
          loaded.database().start();
          loaded.server().start();
        }
      }
    }
  }
}
