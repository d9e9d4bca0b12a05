package io.barograph.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://127.0.0.1:9481",
        "tcp://host",
        "tls://[::1]:9481",
        "ws://host/rsocket",
        "wss://host"
      })
  void takesTcpAndWebSocket(String address) {
    assertThat(ServerAddress.parse(address)).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host:9481", "http://host", "tcp:host", "", "tcp://", "tcp://a b"})
  void saysHowAnAddressIsWritten(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerAddress.parse(address))
        .withMessageContaining("\"" + address + "\"")
        .withMessageContaining("tcp://host:port");
  }

  @Test
  void builderRefusesWhatCannotWork() {
    BarographAgentBuilder builder = BarographAgent.builder("tcp://host");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.batchSamples(100_001))
        .withMessage("batch samples is 100001, must be 1 to 100000");
  }
}
