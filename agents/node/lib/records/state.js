// What this host and this process are, for the inventory.
'use strict';

const os = require('node:os');

/** Of this host; versions are of programs beside Node.js. */
function hostState(versions = {}) {
  return {
    operatingSystem: process.platform,
    architecture: process.arch,
    processors: os.cpus().length,
    memoryBytes: os.totalmem(),
    bootTime: Math.round(Date.now() - os.uptime() * 1000),
    versions: { node: process.versions.node, ...versions },
  };
}

/** Reports of the host and of this process, whose environment is not in them. */
function stateOf(settings) {
  const own = {
    key: { job: settings.labels.job, instance: settings.labels.instance },
    status: 'online',
    pid: process.pid,
    startTime: Math.round(Date.now() - process.uptime() * 1000),
    restarts: settings.restarts,
    runtime: 'node',
    runtimeVersion: process.versions.node,
    version: settings.appVersion,
    revision: settings.revision,
    labels: settings.hostLabels,
  };
  return { host: hostState(settings.hostVersions), processes: [own] };
}

module.exports = { stateOf, hostState };
