package io.barograph.agent.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnCodeTest {
  @Test
  void isWhatIsInThePackagesAndBelow() {
    OwnCode code = OwnCode.inPackages(List.of("com.hotel"));
    assertThat(code.has("com.hotel.Desk")).isTrue();
    assertThat(code.has("com.hotel.room.Room")).isTrue();
    assertThat(code.has("com.hotels.Other")).isFalse();
  }

  @Test
  void isAllButLibrariesWhereNothingIsSaid() {
    OwnCode code = OwnCode.notOfLibraries();
    assertThat(code.has("com.hotel.Desk")).isTrue();
    assertThat(code.has("java.util.List")).isFalse();
    assertThat(code.has("org.springframework.web.Filter")).isFalse();
  }
}
