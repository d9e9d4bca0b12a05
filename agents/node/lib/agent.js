// The agent of this process.
'use strict';

const { Client } = require('./client');
const { Outbox } = require('./outbox');
const { Registry } = require('./metrics');
const { watchProcess } = require('./process-metrics');
const { Recorder } = require('./records/recorder');
const { RecordSender } = require('./records/sender');
const { RecordWatch } = require('./records/watch');
const { stateOf } = require('./records/state');
const { watchAgent } = require('./self');
const { watchRequests } = require('./http/requests');
const { tellExit, tellPresence } = require('./pm2/presence');
const { version } = require('../package.json');

const PATIENCE_AT_THE_END_MILLIS = 1_000;

class Agent {
  /**
   * @param {ReturnType<import('./settings').settings>} settings
   * @param {(message: string) => void} log
   */
  constructor(settings, log) {
    this.settings = settings;
    this.registry = new Registry(settings.labels);
    this.outbox = new Outbox(settings.mostSamples);
    watchProcess(this.registry);
    const { job, instance } = settings.labels;
    const state = stateOf(settings);
    this.recorder = new Recorder(settings.mostRecords);
    this.records = new RecordSender(this.recorder, { job, instance }, () => state, log);
    this.watch = new RecordWatch(this.recorder, settings, () => this.records.send());
    watchRequests(this.registry, settings.mostRoutes, (...request) => this.watch.request(...request));
    watchAgent(this.registry, this.outbox, this.recorder, () => this.watch.suppressed);
    this.watch.event('start', `process starts with Node.js ${process.versions.node}`, {
      pid: process.pid,
      revision: settings.revision,
    });
    const identity = {
      agentId: `${job}/${instance}`,
      host: settings.host,
      version: `node-${version}`,
      labels: settings.hostLabels,
      token: settings.token,
    };
    this.client = new Client(settings.address, identity, this.outbox, () => this.registry.descriptions(), log, this.records);
  }

  start() {
    this.watch.watchEnd(() => tellExit(this.settings));
    this.client.start();
    this.report();
    this.timer = setInterval(() => this.report(), this.settings.interval);
    this.timer.unref();
  }

  /** Reads everything now and sends it. */
  report() {
    this.registry.collect(Date.now()).forEach((tick) => this.outbox.add(tick));
    this.client.send();
    this.watch.nextReport();
    this.records.report();
    tellPresence(this.settings);
  }

  /** Reports once more and gives that a second to arrive. */
  async stop() {
    clearInterval(this.timer);
    this.registry.collect(Date.now()).forEach((tick) => this.outbox.add(tick));
    await this.client.stop(PATIENCE_AT_THE_END_MILLIS);
  }
}

module.exports = { Agent };
