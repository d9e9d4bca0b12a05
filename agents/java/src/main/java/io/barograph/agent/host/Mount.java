package io.barograph.agent.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A mounted file system that has a size, from {@code /proc/self/mounts}. */
record Mount(String device, String mountpoint, String fstype, boolean readOnly) {
  private static final Pattern IGNORED_MOUNTPOINTS =
      Pattern.compile(
          "/(dev|proc|sys|run/credentials/.+|run/user/\\d+|var/lib/docker/.+|var/lib/containers/storage/.+)($|/.*)");

  /** No size, or somebody else's: a network file system whose server is gone blocks its reader. */
  private static final Set<String> IGNORED_FSTYPES =
      Set.of(
          "autofs",
          "binfmt_misc",
          "bpf",
          "cgroup",
          "cgroup2",
          "configfs",
          "debugfs",
          "devpts",
          "devtmpfs",
          "efivarfs",
          "fusectl",
          "hugetlbfs",
          "iso9660",
          "mqueue",
          "nsfs",
          "overlay",
          "proc",
          "procfs",
          "pstore",
          "rpc_pipefs",
          "securityfs",
          "selinuxfs",
          "squashfs",
          "sysfs",
          "tracefs",
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "fuse.sshfs",
          "afs",
          "ceph",
          "9p");

  static List<Mount> parse(String text) {
    List<Mount> mounts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<String> lines = new ArrayList<>(text.lines().toList());
    // Of several mounts on one directory the last hides the others.
    Collections.reverse(lines);
    for (String line : lines) {
      Fields fields = new Fields(line);
      if (fields.remaining() < 4) {
        continue;
      }
      String device = unescape(fields.next());
      String mountpoint = unescape(fields.next());
      String fstype = fields.next();
      boolean readOnly = List.of(fields.next().split(",", -1)).contains("ro");
      if (seen.add(mountpoint)
          && !IGNORED_FSTYPES.contains(fstype)
          && !IGNORED_MOUNTPOINTS.matcher(mountpoint).matches()) {
        mounts.add(new Mount(device, mountpoint, fstype, readOnly));
      }
    }
    Collections.reverse(mounts);
    return mounts;
  }

  /** The kernel writes space, tab, newline and backslash as three octal digits. */
  private static String unescape(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
