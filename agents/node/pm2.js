#!/usr/bin/env node
// Watches PM2: as a module of it (`pm2 install`), or run by itself beside it.
'use strict';

const { settings } = require('./lib/settings');
const { findPm2, isRunning } = require('./lib/pm2/find');
const { Pm2Module } = require('./lib/pm2/module');
const { MODULE_JOB } = require('./lib/pm2/processes');

const log = (message) => process.stderr.write(`barograph: ${message}\n`);

/** `pm2 set barograph:server tcp://…` comes as JSON in a variable of the module's name. */
function configured() {
  const { server, token, interval, host, labels } = JSON.parse(process.env.barograph ?? '{}');
  const variables = { BAROGRAPH_AGENT_LABELS: labels };
  const given = Object.entries(variables).filter(([, value]) => value !== undefined);
  return settings({ server, token, interval, host, job: MODULE_JOB }, { ...process.env, ...Object.fromEntries(given) }, __filename);
}

function start() {
  const own = configured();
  const { home, running } = isRunning();
  if (!running) {
    throw new Error(`no PM2 runs in "${home}"; start it, or set PM2_HOME`);
  }
  const pm2 = findPm2();
  pm2.connect((connectError) => {
    if (connectError) {
      throw connectError;
    }
    pm2.launchBus((busError, bus) => {
      if (busError) {
        throw busError;
      }
      pm2.getVersion((versionError, pm2Version) => {
        const module = new Pm2Module(own, pm2, versionError ? '' : pm2Version, log);
        module.start(bus);
        const end = () => module.stop().finally(() => process.exit(0));
        process.once('SIGINT', end);
        process.once('SIGTERM', end);
      });
    });
  });
}

try {
  start();
} catch (error) {
  log(`not started: ${error.message}`);
  process.exit(1);
}
