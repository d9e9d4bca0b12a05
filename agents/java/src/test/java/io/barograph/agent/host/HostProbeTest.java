package io.barograph.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.barograph.model.MetricType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostProbeTest {
  private final Readings readings = new Readings();

  @Test
  void processorTimeIsInSecondsByModeWithoutTheSum() {
    ProcStat.parse(
        """
        cpu  34242 0 8748 284093 1874 0 192 285 0 0
        cpu0 16579 12 3371 144610 75 1 23 136 7 3
        intr 719390 0 0 5
        ctxt 18446744073709551615
        btime 1790000000
        processes 30971
        procs_running 2
        procs_blocked 1
        softirq 12345 1 2
        """,
        readings);
    assertThat(readings.values)
        .contains(
            entry("node_cpu_seconds_total[cpu, 0, mode, user]", 165.79),
            entry("node_cpu_seconds_total[cpu, 0, mode, idle]", 1446.10),
            entry("node_cpu_seconds_total[cpu, 0, mode, steal]", 1.36),
            entry("node_cpu_guest_seconds_total[cpu, 0, mode, user]", 0.07),
            entry("node_intr_total[]", 719390.0),
            entry("node_context_switches_total[]", 0x1p64),
            entry("node_boot_time_seconds[]", 1.79e9),
            entry("node_procs_blocked[]", 1.0))
        .hasSize(8 + 2 + 6);
    assertThat(readings.metrics.get("node_cpu_seconds_total").type()).isEqualTo(MetricType.COUNTER);
  }

  @Test
  void oldKernelsKnowFewerModes() {
    ProcStat.parse("cpu0 1 2 3 4\n", readings);
    assertThat(readings.values).hasSize(4);
  }

  @Test
  void memoryIsInBytesExceptForCounts() {
    ProcMeminfo.parse(
        """
        MemTotal:       24684084 kB
        Active(anon):       1024 kB
        HugePages_Total:       3
        garbage
        """,
        readings);
    assertThat(readings.values)
        .containsOnly(
            entry("node_memory_MemTotal_bytes[]", 24684084.0 * 1024),
            entry("node_memory_Active_anon_bytes[]", 1024.0 * 1024),
            entry("node_memory_HugePages_Total[]", 3.0));
  }

  @Test
  void loadIsThreeNumbers() {
    ProcLoadavg.parse("1.95 0.98 0.49 2/127 30971\n", readings);
    assertThat(readings.values)
        .containsOnly(
            entry("node_load1[]", 1.95), entry("node_load5[]", 0.98), entry("node_load15[]", 0.49));
  }

  @Test
  void disksAreWholeDevicesInBytesAndSeconds() {
    ProcDiskstats.parse(
        """
           7       0 loop0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
         254       0 vda 100 2 2048 1500 7 8 4096 2500 3 5000 6000 0 0 0 0 0 0
         254       1 vda1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
         259       0 nvme0n1 1 0 0 0 0 0 0 0 0 0 0
         259       1 nvme0n1p1 1 0 0 0 0 0 0 0 0 0 0
        """,
        readings);
    assertThat(readings.values)
        .contains(
            entry("node_disk_read_bytes_total[device, vda]", 2048.0 * 512),
            entry("node_disk_written_bytes_total[device, vda]", 4096.0 * 512),
            entry("node_disk_read_time_seconds_total[device, vda]", 1.5),
            entry("node_disk_io_now[device, vda]", 3.0),
            entry("node_disk_io_time_weighted_seconds_total[device, vda]", 6.0),
            entry("node_disk_reads_completed_total[device, nvme0n1]", 1.0))
        .hasSize(22);
  }

  @Test
  void networkLinesMayHaveNoSpaceAfterTheColon() {
    ProcNetDev.parse(
        """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
            lo: 2520106    1539    0    0    0     0          0         0  2520106    1539    0    0    0     0       0          0
          eth0:644398341   19744    1    2    3     4          5         6  1495775   16550    0    0    0     0       0          9
        """,
        readings);
    assertThat(readings.values)
        .contains(
            entry("node_network_receive_bytes_total[device, eth0]", 644398341.0),
            entry("node_network_receive_multicast_total[device, eth0]", 6.0),
            entry("node_network_transmit_bytes_total[device, eth0]", 1495775.0),
            entry("node_network_transmit_compressed_total[device, eth0]", 9.0))
        .hasSize(32);
  }

  @Test
  void mountsAreThoseWithASizeOfTheirOwn() {
    assertThat(
            Mount.parse(
                """
                proc /proc proc rw,relatime 0 0
                sysfs /sys sysfs rw,relatime 0 0
                /dev/vda / ext4 rw,relatime,discard 0 0
                /dev/vdb /mnt/my\\040disk xfs ro,noatime 0 0
                server:/export /mnt/nfs nfs4 rw 0 0
                tmpfs /run/user/1000 tmpfs rw 0 0
                tmpfs /data tmpfs rw 0 0
                /dev/vdc /data ext4 rw 0 0
                broken
                """))
        .containsExactly(
            new Mount("/dev/vda", "/", "ext4", false),
            new Mount("/dev/vdb", "/mnt/my disk", "xfs", true),
            new Mount("/dev/vdc", "/data", "ext4", false));
  }

  @Test
  void missingAndStrangeFilesAreCountedAndHarmNoOther(@TempDir Path proc) throws IOException {
    Files.writeString(proc.resolve("loadavg"), "0.5 0.25 0.125 1/2 3\n");
    Files.writeString(proc.resolve("stat"), "cpu0 abc 2 3 4\n");
    new HostProbe(proc).measure(readings);
    assertThat(readings.values)
        .contains(
            entry("node_load1[]", 0.5),
            entry("barograph_agent_probe_failures_total[source, loadavg]", 0.0),
            entry("barograph_agent_probe_failures_total[source, stat]", 1.0),
            entry("barograph_agent_probe_failures_total[source, net/dev]", 1.0));
  }

  @Test
  void thisHostHasProcessorsAndMemory() {
    new HostProbe().measure(readings);
    OwnProcessProbe.measure(readings);
    assertThat(readings.values)
        .containsKeys(
            "node_cpu_seconds_total[cpu, 0, mode, idle]",
            "node_memory_MemTotal_bytes[]",
            "node_boot_time_seconds[]",
            "jvm_memory_used_bytes[area, heap]",
            "process_resident_memory_bytes[]",
            "process_cpu_seconds_total[]");
  }
}
