// Sizes of the mounted file systems, as node_exporter tells them.
'use strict';

const fs = require('node:fs');
const { gauge } = require('../readings');
const { linesOf, wordsOf } = require('./proc');

const SIZE = gauge('node_filesystem_size_bytes', 'Filesystem size in bytes.');
const FREE = gauge('node_filesystem_free_bytes', 'Filesystem free space in bytes.');
const AVAILABLE = gauge('node_filesystem_avail_bytes', 'Filesystem space available to non-root users in bytes.');
const READ_ONLY = gauge('node_filesystem_readonly', 'Filesystem read-only status.');
const DEVICE_ERROR = gauge(
  'node_filesystem_device_error',
  'Whether an error occurred while getting statistics for the given device.',
);

const NO_MOUNTPOINT =
  /^\/(dev|proc|sys|run\/credentials\/.+|run\/user\/\d+|var\/lib\/docker\/.+|var\/lib\/containers\/storage\/.+)($|\/)/;
/** No size, or somebody else's: a network file system whose server is gone blocks its reader. */
const NO_FSTYPE = new Set(
  (
    'autofs binfmt_misc bpf cgroup cgroup2 configfs debugfs devpts devtmpfs efivarfs fusectl hugetlbfs iso9660 mqueue nsfs ' +
    'overlay proc procfs pstore rpc_pipefs securityfs selinuxfs squashfs sysfs tracefs nfs nfs4 cifs smb3 fuse.sshfs afs ceph 9p'
  ).split(' '),
);

/** The kernel writes space, tab, newline and backslash as three octal digits. */
const unescaped = (field) => field.replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(parseInt(digits, 8)));

/** Of several mounts on one directory the last hides the others. */
function mountsOf(text) {
  const mounts = new Map();
  for (const [device, mountpoint, fstype, options] of linesOf(text).map(wordsOf)) {
    const place = unescaped(mountpoint);
    mounts.delete(place);
    mounts.set(place, { device: unescaped(device), mountpoint: place, fstype, readOnly: options.split(',').includes('ro') });
  }
  return [...mounts.values()].filter(({ mountpoint, fstype }) => !NO_FSTYPE.has(fstype) && !NO_MOUNTPOINT.test(mountpoint));
}

function filesystems(text, add) {
  for (const { readOnly, ...labels } of mountsOf(text)) {
    try {
      const { bsize, blocks, bfree, bavail } = fs.statfsSync(labels.mountpoint);
      add(SIZE, blocks * bsize, labels);
      add(FREE, bfree * bsize, labels);
      add(AVAILABLE, bavail * bsize, labels);
      add(READ_ONLY, Number(readOnly), labels);
      add(DEVICE_ERROR, 0, labels);
    } catch {
      // Unmounted meanwhile, or not ours to see.
      add(DEVICE_ERROR, 1, labels);
    }
  }
}

module.exports = { filesystems, mountsOf };
