package io.barograph.agent.records;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostReportsTest {
  @Test
  void saysOfAHostWhatTheAgentForNodeSays() {
    assertThat(HostReports.operatingSystem("Linux")).isEqualTo("linux");
    assertThat(HostReports.operatingSystem("Mac OS X")).isEqualTo("darwin");
    assertThat(HostReports.operatingSystem("Windows 11")).isEqualTo("win32");
    assertThat(HostReports.architecture("amd64")).isEqualTo("x64");
    assertThat(HostReports.architecture("aarch64")).isEqualTo("arm64");
    assertThat(HostReports.architecture("riscv64")).isEqualTo("riscv64");
  }

  @Test
  void readsWhenTheHostWasStarted() {
    assertThat(HostReports.bootTime("cpu 1 2\nbtime 1700000000\n")).isEqualTo(1_700_000_000_000L);
    assertThat(HostReports.bootTime("cpu 1 2\n")).isZero();
  }
}
