package io.barograph.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://me:se%2Bc+ret@db.example:6543/metrics?sslmode=require",
        "postgres://me:se%2Bc+ret@db.example:6543/metrics?sslmode=require",
        "r2dbc:postgresql://me:se%2Bc+ret@db.example:6543/metrics?sslMode=require",
        "jdbc:postgresql://db.example:6543/metrics?user=me&password=se%2Bc+ret&sslmode=require"
      })
  void readsEveryCommonForm(String url) {
    assertThat(DatabaseAddress.parse(url))
        .isEqualTo(new DatabaseAddress("db.example", 6543, "metrics", "me", "se+c+ret", "require"));
  }

  @Test
  void fillsInWhatIsLeftOut() {
    assertThat(DatabaseAddress.parse("postgresql://db"))
        .isEqualTo(new DatabaseAddress("db", 5432, "postgres", "postgres", "", "prefer"));
  }

  @Test
  void takesNoTlsWithinOneMachineUnlessTold() {
    assertThat(DatabaseAddress.parse("postgresql://127.0.0.1/d").tls()).isEqualTo("disable");
    assertThat(DatabaseAddress.parse("postgresql://[::1]/d").tls()).isEqualTo("disable");
    assertThat(DatabaseAddress.parse("postgresql://localhost/d?sslmode=require").tls())
        .isEqualTo("require");
  }

  @Test
  void refusesOtherTextWithoutRepeatingIt() {
    assertThatThrownBy(() -> DatabaseAddress.parse("mysql://me:secret@localhost/x"))
        .hasMessageContaining("postgresql://user:password@host:port/database")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> DatabaseAddress.parse("postgresql://h/d?colour=red"))
        .hasMessageContaining("unknown parameter \"colour\"");
  }

  @Test
  void textDoesNotHoldThePassword() {
    assertThat(DatabaseAddress.parse("postgresql://me:secret@h/d").toString())
        .isEqualTo("postgresql://me@h:5432/d");
  }
}
