package io.barograph.agent.host;

import io.barograph.agent.host.Measurements.Metric;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sizes of the mounted file systems. */
final class FilesystemProbe {
  private static final Metric SIZE =
      Metric.gauge("node_filesystem_size_bytes", "Filesystem size in bytes.");
  private static final Metric FREE =
      Metric.gauge("node_filesystem_free_bytes", "Filesystem free space in bytes.");
  private static final Metric AVAILABLE =
      Metric.gauge(
          "node_filesystem_avail_bytes", "Filesystem space available to non-root users in bytes.");
  private static final Metric READ_ONLY =
      Metric.gauge("node_filesystem_readonly", "Filesystem read-only status.");
  private static final Metric DEVICE_ERROR =
      Metric.gauge(
          "node_filesystem_device_error",
          "Whether an error occurred while getting statistics for the given device.");

  private FilesystemProbe() {}

  static void measure(String mounts, Measurements into) {
    for (Mount mount : Mount.parse(mounts)) {
      String[] labels = {
        "device", mount.device(), "fstype", mount.fstype(), "mountpoint", mount.mountpoint()
      };
      boolean failed = false;
      try {
        FileStore store = Files.getFileStore(Path.of(mount.mountpoint()));
        into.add(SIZE, store.getTotalSpace(), labels);
        into.add(FREE, store.getUnallocatedSpace(), labels);
        into.add(AVAILABLE, store.getUsableSpace(), labels);
        into.add(READ_ONLY, mount.readOnly() ? 1 : 0, labels);
      } catch (IOException | SecurityException e) {
        failed = true; // unmounted meanwhile, or not ours to see: the metric below says so
      }
      into.add(DEVICE_ERROR, failed ? 1 : 0, labels);
    }
  }
}
