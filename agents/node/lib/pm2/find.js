// PM2's own library, from wherever PM2 is: it is no dependency of this package.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** Places that may have PM2: the PM2 that runs this module, the directory of the caller, and what the shell would run. */
function places() {
  const found = [process.argv[1], process.cwd()];
  for (const directory of (process.env.PATH ?? '').split(path.delimiter)) {
    try {
      found.push(fs.realpathSync(path.join(directory, 'pm2')));
    } catch {
      // Not there.
    }
  }
  found.push(path.join(path.dirname(process.execPath), '../lib/node_modules'));
  return found;
}

/** @throws {Error} where there is no PM2, with what to do */
function findPm2() {
  for (const place of places()) {
    try {
      return require(require.resolve('pm2', { paths: [place, path.dirname(place)] }));
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') {
        throw error;
      }
    }
  }
  throw new Error('PM2 is not installed where this program looks; install it, or run this in a directory that has it');
}

/** Whether a daemon of PM2 runs; to ask PM2's library would start one. */
function isRunning() {
  const home = process.env.PM2_HOME ?? path.join(os.homedir(), '.pm2');
  return { home, running: process.platform === 'win32' || fs.existsSync(path.join(home, 'rpc.sock')) };
}

module.exports = { findPm2, isRunning };
