// What the agent is told by its caller, the environment, or the package it runs in.
'use strict';

const cluster = require('node:cluster');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { revision } = require('./revision');

const DEFAULT_SERVER = 'tcp://127.0.0.1:9481';
const DEFAULT_PORT = 9481;
const INTERVAL = /^(\d{1,9})(ms|s|m)$/;
const MILLIS = { ms: 1, s: 1000, m: 60_000 };

function address(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    throw new TypeError(`server "${text}" is no address; give tcp://host:port or tls://host:port`);
  }
  if (!['tcp:', 'tls:'].includes(url.protocol) || url.hostname === '') {
    throw new TypeError(`server "${text}" is not served by this agent; give tcp://host:port or tls://host:port`);
  }
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || DEFAULT_PORT), tls: url.protocol === 'tls:' };
}

function millis(text) {
  const match = INTERVAL.exec(text);
  const value = match ? Number(match[1]) * MILLIS[match[2]] : 0;
  if (value < 100) {
    throw new TypeError(`time "${text}" is not one of at least 100ms; write it as 10s, 500ms or 1m`);
  }
  return value;
}

function labels(text) {
  const found = {};
  for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    if (equals < 1 || !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) {
      throw new TypeError(`label "${pair}" is not NAME=VALUE`);
    }
    found[name] = pair.slice(equals + 1).trim();
  }
  return found;
}

/** The package.json that is nearest above the program, or an empty one. */
function packageOf(main) {
  for (let place = path.dirname(main ?? process.cwd()); ; place = path.dirname(place)) {
    try {
      return JSON.parse(fs.readFileSync(path.join(place, 'package.json'), 'utf8'));
    } catch {
      if (place === path.dirname(place)) {
        return {};
      }
    }
  }
}

/** A worker of PM2 has what PM2 says of it in one variable until PM2 has started its program, after `--require`. */
function supervised(environment) {
  return environment.pm2_env === undefined ? environment : { ...environment, ...JSON.parse(environment.pm2_env) };
}

/** Settings from options, else from the environment, else by default. Unusable ones throw. */
function settings(options = {}, variables = process.env, script = process.argv[1]) {
  const environment = supervised(variables);
  const main = environment.pm_exec_path ?? script;
  const pick = (option, variable, otherwise) => options[option] ?? environment[variable] ?? otherwise;
  const host = pick('host', 'BAROGRAPH_HOST', os.hostname());
  const own = packageOf(main);
  const number = environment.NODE_APP_INSTANCE ?? environment.pm_id ?? cluster.worker?.id ?? 0;
  const given = options.labels ?? labels(environment.BAROGRAPH_AGENT_LABELS ?? '');
  const job = pick('job', 'BAROGRAPH_JOB', (environment.pm_id === undefined ? undefined : environment.name) ?? (own.name || 'node'));
  const instance = pick('instance', 'BAROGRAPH_INSTANCE', `${host}:${number}`);
  return {
    address: address(pick('server', 'BAROGRAPH_AGENT_SERVER', DEFAULT_SERVER)),
    token: pick('token', 'BAROGRAPH_AGENT_TOKEN', ''),
    interval: millis(pick('interval', 'BAROGRAPH_AGENT_INTERVAL', '10s')),
    mostSamples: Number(pick('maxSamples', 'BAROGRAPH_AGENT_MAX_SAMPLES', 200_000)),
    mostRoutes: Number(pick('maxRoutes', 'BAROGRAPH_AGENT_MAX_ROUTES', 500)),
    mostRecords: Number(pick('maxRecords', 'BAROGRAPH_AGENT_MAX_RECORDS', 1_000)),
    mostTransactions: Number(pick('maxTransactions', 'BAROGRAPH_AGENT_MAX_TRANSACTIONS', 100)),
    slowSeconds: millis(pick('slow', 'BAROGRAPH_AGENT_SLOW', '500ms')) / 1000,
    appVersion: own.version ?? '',
    revision: pick('revision', 'BAROGRAPH_REVISION', undefined) ?? revision(main),
    restarts: Number(environment.restart_time ?? 0) || 0,
    underPm2: environment.pm_id !== undefined,
    hostVersions: environment._pm2_version === undefined ? {} : { pm2: environment._pm2_version },
    host,
    instance,
    hostLabels: given,
    labels: { ...given, host, instance, job },
  };
}

module.exports = { settings };
