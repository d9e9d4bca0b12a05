// The agent beside PM2: this host, and every process of PM2.
'use strict';

const { Client } = require('../client');
const { Outbox } = require('../outbox');
const { Registry } = require('../metrics');
const { Readings } = require('../readings');
const { HostProbe } = require('../host/probe');
const { Recorder } = require('../records/recorder');
const { RecordSender } = require('../records/sender');
const { hostState } = require('../records/state');
const { watchAgent } = require('../self');
const { version } = require('../../package.json');
const { Pm2Events } = require('./events');
const { Pm2Processes } = require('./processes');
const { addSeries } = require('./series');

const PATIENCE_AT_THE_END_MILLIS = 1_000;
/** Of many changes at once, such as the start of an ecosystem, one report is made. */
const CHANGE_PAUSE_MILLIS = 250;

class Pm2Module {
  /**
   * @param {ReturnType<import('../settings').settings>} settings
   * @param {object} pm2 PM2's library, connected
   * @param {string} pm2Version
   * @param {(message: string) => void} log
   */
  constructor(settings, pm2, pm2Version, log) {
    const { job, instance } = settings.labels;
    this.settings = settings;
    this.pm2 = pm2;
    this.log = log;
    this.list = [];
    this.processes = new Pm2Processes(settings);
    this.probe = new HostProbe();
    this.readings = new Readings();
    this.registry = new Registry(settings.labels);
    this.outbox = new Outbox(settings.mostSamples);
    this.recorder = new Recorder(settings.mostRecords);
    watchAgent(this.registry, this.outbox, this.recorder, () => 0);
    const host = hostState({ pm2: pm2Version });
    this.records = new RecordSender(this.recorder, { job, instance }, () => ({ host, processes: this.list }), log);
    this.events = new Pm2Events(this.processes, this.recorder, (soon) => this.changed(soon));
    const identity = {
      agentId: `pm2/${settings.host}`,
      host: settings.host,
      version: `node-${version}`,
      labels: settings.hostLabels,
      token: settings.token,
    };
    const descriptions = () => [...this.readings.descriptions(), ...this.registry.descriptions()];
    this.client = new Client(settings.address, identity, this.outbox, descriptions, log, this.records);
  }

  start(bus) {
    this.events.listen(bus);
    this.report().then(() => this.client.start());
    this.timer = setInterval(() => this.report(), this.settings.interval);
  }

  changed(soon) {
    if (!soon) {
      this.records.send();
    } else if (this.changing === undefined) {
      this.changing = setTimeout(async () => {
        this.changing = undefined;
        await this.readList();
        this.records.report();
      }, CHANGE_PAUSE_MILLIS);
    }
  }

  /** Reads host and processes now and sends what they are. */
  async report() {
    const time = Date.now();
    await this.readList();
    const { host, hostLabels } = this.settings;
    this.readings.begin(time);
    this.probe.measure(this.readings, { ...hostLabels, host, instance: host, job: 'node' });
    addSeries(this.list, this.readings);
    const [own] = this.registry.collect(time).slice(-1);
    const { series, values } = this.readings.tick;
    this.outbox.add({ timestamp: time, series: [...series, ...own.series], values: [...values, ...own.values] });
    this.client.send();
    this.records.report();
  }

  /** While PM2 does not answer, the processes are not known, and the host still is. */
  async readList() {
    this.asking ??= new Promise((resolve) => this.pm2.list((error, list) => resolve(error ? [] : list)));
    const nobody = new Promise((resolve) => setTimeout(resolve, this.settings.interval, undefined).unref());
    const list = await Promise.race([this.asking, nobody]);
    if (list === undefined) {
      this.list = [];
      if (!this.toldSilence) {
        this.log('PM2 does not answer; reporting the host alone until it does');
      }
      this.toldSilence = true;
      return;
    }
    this.asking = undefined;
    this.toldSilence = false;
    this.list = this.processes.read(list);
    this.events.read(this.list);
  }

  /** Gives what is left a second to arrive. */
  async stop() {
    clearInterval(this.timer);
    clearTimeout(this.changing);
    await this.client.stop(PATIENCE_AT_THE_END_MILLIS);
  }
}

module.exports = { Pm2Module };
