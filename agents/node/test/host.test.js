'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const test = require('node:test');
const { HostProbe } = require('../lib/host/probe');
const { mountsOf } = require('../lib/host/filesystems');
const { Readings } = require('../lib/readings');

/** What a probe reads of such files, by name and labels. */
function read(files) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'barograph-proc-'));
  fs.mkdirSync(path.join(directory, 'net'));
  Object.entries(files).forEach(([file, text]) => fs.writeFileSync(path.join(directory, file), text));
  const readings = new Readings();
  new HostProbe(directory).measure(readings, { host: 'h' });
  fs.rmSync(directory, { recursive: true });
  const { series, values } = readings.tick;
  return Object.fromEntries(series.map(({ labels }, i) => [Object.values(labels).join(' '), values[i]]));
}

test('the files of the kernel have the names and units of node_exporter', () => {
  const found = read({
    stat: 'cpu  1 2 3 4\ncpu0 100 200 300 400 5 6 7 800 9 9\nctxt 77\nbtime 1790000000\nprocs_running 3\n',
    meminfo: 'MemAvailable:   1000 kB\nActive(anon):    2 kB\nHugePages_Total:   4\n',
    loadavg: '0.5 1.5 2.5 1/100 4242\n',
    diskstats: '   8 0 sda 10 1 4 500 20 2 8 600 1 700 800 0 0\n   8 1 sda1 9 9 9 9 9 9 9 9 9 9 9\n',
    'net/dev': 'Inter-| Receive\n face |bytes\n  eth0:100 2 3 4 5 6 7 8 900 10 11 12 13 14 15 16\n',
  });
  const expected = {
    'node_cpu_seconds_total h 0 user': 1,
    'node_cpu_seconds_total h 0 steal': 8,
    'node_context_switches_total h': 77,
    'node_boot_time_seconds h': 1790000000,
    'node_procs_running h': 3,
    'node_memory_MemAvailable_bytes h': 1024000,
    'node_memory_Active_anon_bytes h': 2048,
    'node_memory_HugePages_Total h': 4,
    'node_load15 h': 2.5,
    'node_disk_read_bytes_total h sda': 2048,
    'node_disk_read_time_seconds_total h sda': 0.5,
    'node_disk_io_now h sda': 1,
    'node_network_receive_bytes_total h eth0': 100,
    'node_network_transmit_bytes_total h eth0': 900,
    'barograph_agent_probe_failures_total h stat': 0,
    'barograph_agent_probe_failures_total h self/mounts': 1,
  };
  assert.deepStrictEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, found[name]])), expected);
  assert.ok(!Object.keys(found).some((name) => name.includes('sda1')));
});

test('mounts without a size of their own are left out, and the last on a directory counts', () => {
  const mounts = mountsOf(
    '/dev/sda1 / ext4 rw 0 0\nproc /proc proc rw 0 0\nserver:/x /mnt/nfs nfs4 rw 0 0\n' +
      '/dev/sdb /my\\040data xfs rw 0 0\n/dev/sdc /my\\040data ext4 ro,noatime 0 0\n',
  );
  assert.deepStrictEqual(
    mounts.map(({ device, mountpoint, readOnly }) => [device, mountpoint, readOnly]),
    [
      ['/dev/sda1', '/', false],
      ['/dev/sdc', '/my data', true],
    ],
  );
});

test('what is not understood harms nothing else', () => {
  const found = read({ stat: '\0\n', loadavg: 'x y z\n', meminfo: 'MemFree: 1 kB\n' });
  assert.strictEqual(found['node_memory_MemFree_bytes h'], 1024);
  assert.ok(!Object.keys(found).some((name) => name.startsWith('node_load')));
});
