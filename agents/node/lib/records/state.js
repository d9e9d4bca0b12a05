// What this host and this process are, for the inventory.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** The commit that a checkout above the program stands at, read without git; or nothing. */
function revision(main) {
  for (let place = path.dirname(main ?? process.cwd()); ; place = path.dirname(place)) {
    try {
      const git = path.join(place, '.git');
      const head = fs.readFileSync(path.join(git, 'HEAD'), 'utf8').trim();
      return head.startsWith('ref: ') ? ofBranch(git, head.slice(5)) : head;
    } catch {
      if (place === path.dirname(place)) {
        return '';
      }
    }
  }
}

function ofBranch(git, name) {
  try {
    return fs.readFileSync(path.join(git, name), 'utf8').trim();
  } catch {
    const packed = fs.readFileSync(path.join(git, 'packed-refs'), 'utf8');
    return packed.split('\n').find((line) => line.endsWith(` ${name}`))?.split(' ')[0] ?? '';
  }
}

/** Reports of the host and of this process; nothing of its environment but PM2's count of restarts. */
function stateOf(settings, main = process.argv[1]) {
  const startTime = Math.round(Date.now() - process.uptime() * 1000);
  const processState = {
    pid: process.pid,
    startTime,
    restarts: Number(process.env.restart_time ?? 0) || 0,
    runtimeVersion: process.versions.node,
    version: settings.appVersion,
    revision: settings.revision ?? revision(main),
    labels: settings.hostLabels,
  };
  const host = {
    operatingSystem: process.platform,
    architecture: process.arch,
    processors: os.cpus().length,
    memoryBytes: os.totalmem(),
    bootTime: Math.round(Date.now() - os.uptime() * 1000),
    versions: { node: process.versions.node },
  };
  return { host, process: processState };
}

module.exports = { stateOf, revision };
