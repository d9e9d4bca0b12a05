// This host under the names of node_exporter: processors, memory, load, disks, network, file systems.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { counter } = require('../readings');
const { SOURCES } = require('./proc');
const { filesystems } = require('./filesystems');

const FAILURES = counter(
  'barograph_agent_probe_failures_total',
  'Sources of the host probe that could not be read or understood.',
);
const ALL = { ...SOURCES, 'self/mounts': filesystems };

class HostProbe {
  /** @param {string} directory where the kernel's files are */
  constructor(directory = '/proc') {
    this.directory = directory;
    this.failures = new Map(Object.keys(ALL).map((source) => [source, 0]));
  }

  /** Reads everything once; a source that is missing or not understood harms no other. */
  measure(readings, labels) {
    const add = (metric, value, own) => readings.add(metric, value, { ...labels, ...own });
    for (const [source, parse] of Object.entries(ALL)) {
      try {
        parse(fs.readFileSync(path.join(this.directory, source), 'utf8'), add);
      } catch {
        this.failures.set(source, this.failures.get(source) + 1);
      }
    }
    this.failures.forEach((count, source) => add(FAILURES, count, { source }));
  }
}

module.exports = { HostProbe };
