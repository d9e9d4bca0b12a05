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
const { watchRequests } = require('./http/requests');
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
    this.watchItself();
    this.watch.event('start', `process starts with Node.js ${process.versions.node}`, {
      pid: process.pid,
      revision: state.process.revision,
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

  watchItself() {
    const samples = this.registry.counter('barograph_agent_samples_total', 'Samples by what became of them.', ['result']);
    const records = this.registry.counter('barograph_agent_records_total', 'Records by what became of them.', ['result']);
    const waiting = this.registry.gauge('barograph_agent_waiting_samples', 'Samples that wait to be sent or acknowledged.');
    this.registry.probe(() => {
      for (const result of ['accepted', 'refused', 'dropped']) {
        samples.labels(result).value = this.outbox[result];
      }
      waiting.set(this.outbox.samples);
      for (const result of ['accepted', 'refused', 'dropped']) {
        records.labels(result).value = this.recorder[result];
      }
      records.labels('suppressed').value = this.watch.suppressed;
    });
  }

  start() {
    this.watch.watchEnd();
    this.client.start();
    this.report();
    this.timer = setInterval(() => this.report(), this.settings.interval);
    this.timer.unref();
  }

  /** Reads everything now and sends it. */
  report() {
    this.outbox.add(this.registry.collect(Date.now()));
    this.client.send();
    this.watch.nextReport();
    this.records.report();
  }

  /** Reports once more and gives that a second to arrive. */
  async stop() {
    clearInterval(this.timer);
    this.outbox.add(this.registry.collect(Date.now()));
    await this.client.stop(PATIENCE_AT_THE_END_MILLIS);
  }
}

module.exports = { Agent };
