// Files of /proc, read as node_exporter reads them, under its names.
'use strict';

const { counter, gauge } = require('../readings');

/** Of the kernel's interface to programs, whatever its own clock. */
const TICKS_PER_SECOND = 100;
/** Of the kernel's interface, whatever the sectors of the device. */
const SECTOR_BYTES = 512;
const MILLIS = 1e-3;

const MODES = ['user', 'nice', 'system', 'idle', 'iowait', 'irq', 'softirq', 'steal'];
const CPU = counter('node_cpu_seconds_total', 'Seconds the CPUs spent in each mode.');
const STAT = {
  intr: counter('node_intr_total', 'Total number of interrupts serviced.'),
  ctxt: counter('node_context_switches_total', 'Total number of context switches.'),
  btime: gauge('node_boot_time_seconds', 'Node boot time, in unixtime.'),
  processes: counter('node_forks_total', 'Total number of forks.'),
  procs_running: gauge('node_procs_running', 'Number of processes in runnable state.'),
  procs_blocked: gauge('node_procs_blocked', 'Number of processes blocked waiting for I/O.'),
};
const LOADS = ['1', '5', '15'].map((minutes) => gauge(`node_load${minutes}`, `${minutes}m load average.`));

const DISK = [
  ['reads_completed', 'The total number of reads completed successfully.', 1],
  ['reads_merged', 'The total number of reads merged.', 1],
  ['read_bytes', 'The total number of bytes read successfully.', SECTOR_BYTES],
  ['read_time_seconds', 'The total number of seconds spent by all reads.', MILLIS],
  ['writes_completed', 'The total number of writes completed successfully.', 1],
  ['writes_merged', 'The number of writes merged.', 1],
  ['written_bytes', 'The total number of bytes written successfully.', SECTOR_BYTES],
  ['write_time_seconds', 'The total number of seconds spent by all writes.', MILLIS],
  ['io_now', 'The number of I/Os currently in progress.', 1],
  ['io_time_seconds', 'Total seconds spent doing I/Os.', MILLIS],
  ['io_time_weighted_seconds', 'The weighted number of seconds spent doing I/Os.', MILLIS],
].map(([name, help, unit]) => ({
  metric: name === 'io_now' ? gauge('node_disk_io_now', help) : counter(`node_disk_${name}_total`, help),
  unit,
}));
/** A partition's numbers are in its device's. */
const NO_DISK = /^(z?ram|loop|fd|(h|s|v|xv)d[a-z]+|nvme\d+n\d+p|mmcblk\d+p)\d+$/;

const columns = (direction, last) =>
  ['bytes', 'packets', 'errs', 'drop', 'fifo', ...last].map((column) =>
    counter(`node_network_${direction}_${column}_total`, `Network device statistic ${direction}_${column}.`),
  );
const NETWORK = [
  ...columns('receive', ['frame', 'compressed', 'multicast']),
  ...columns('transmit', ['colls', 'carrier', 'compressed']),
];

const linesOf = (text) => text.split('\n').filter((line) => line.trim() !== '');
const wordsOf = (line) => line.trim().split(/\s+/);

function stat(text, add) {
  for (const line of linesOf(text)) {
    const [name, ...numbers] = wordsOf(line);
    const processor = /^cpu(\d+)$/.exec(name);
    if (processor) {
      MODES.forEach((mode, i) => add(CPU, Number(numbers[i]) / TICKS_PER_SECOND, { cpu: processor[1], mode }));
    } else if (Object.hasOwn(STAT, name)) {
      add(STAT[name], Number(numbers[0]), {});
    }
  }
}

/** Every line becomes a metric of its name; Active(anon) becomes Active_anon. */
function meminfo(text, add) {
  for (const line of linesOf(text)) {
    const [field, rest] = line.split(':');
    if (rest !== undefined) {
      const [value, unit] = wordsOf(rest);
      const name = field.replace('(', '_').replace(')', '') + (unit === 'kB' ? '_bytes' : '');
      add(gauge(`node_memory_${name}`, `Memory information field ${name}.`), Number(value) * (unit === 'kB' ? 1024 : 1), {});
    }
  }
}

function loadavg(text, add) {
  const words = wordsOf(text);
  LOADS.forEach((metric, i) => add(metric, Number(words[i]), {}));
}

function diskstats(text, add) {
  for (const line of linesOf(text)) {
    const [, , device, ...numbers] = wordsOf(line);
    if (!NO_DISK.test(device)) {
      DISK.forEach(({ metric, unit }, i) => add(metric, Number(numbers[i]) * unit, { device }));
    }
  }
}

/** The name may touch its first number, and names of aliases hold colons themselves. */
function netDev(text, add) {
  for (const line of linesOf(text).slice(2)) {
    const colon = line.lastIndexOf(':');
    const numbers = wordsOf(line.slice(colon + 1));
    NETWORK.forEach((metric, i) => add(metric, Number(numbers[i]), { device: line.slice(0, colon).trim() }));
  }
}

module.exports = { SOURCES: { stat, meminfo, loadavg, diskstats, 'net/dev': netDev }, linesOf, wordsOf };
