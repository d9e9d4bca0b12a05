// Brings ticks to a server: connects, defines series, sends as asked, sends again what was lost.
'use strict';

const { Connection } = require('./rsocket/connection');
const { agentSetup, sampleColumns, writeAck } = require('./messages');

const ROUTE = 'samples';
const FIRST_PAUSE_MILLIS = 100;
const LONGEST_PAUSE_MILLIS = 30_000;
/** Refs are never given up on a channel, so one that has too many old ones is left for a new one. */
const MOST_OLD_REFS = 10_000;

class Client {
  /**
   * @param {{host: string, port: number, tls: boolean}} address
   * @param {object} identity see agentSetup
   * @param {import('./outbox').Outbox} outbox
   * @param {() => object[]} descriptions of all metrics
   * @param {import('./records/sender').RecordSender} [records]
   * @param {(message: string) => void} log
   */
  constructor(address, identity, outbox, descriptions, log, records) {
    this.address = address;
    this.identity = identity;
    this.outbox = outbox;
    this.descriptions = descriptions;
    this.log = log;
    this.records = records;
    this.pause = FIRST_PAUSE_MILLIS;
    this.batch = 0;
    this.stopped = false;
    this.failedConnects = 0;
    this.toldFailure = '';
    this.toldRefusals = new Set();
  }

  start() {
    this.connection = new Connection(this.address, agentSetup(this.identity));
    this.connection.on('connect', () => this.open());
    this.connection.on('close', (error) => this.lost(error));
  }

  open() {
    this.refs = new Map();
    this.lastRefs = null;
    this.described = new Set();
    this.channel = this.connection.channel(ROUTE);
    this.channel.on('demand', () => this.send());
    this.channel.on('data', (data) => this.acknowledged(writeAck(data)));
    // Without its channel the connection is of no use: begin anew.
    this.channel.on('end', (error) => this.connection.close(error));
    this.records?.open(this.connection);
    this.send();
  }

  acknowledged(ack) {
    this.pause = FIRST_PAUSE_MILLIS;
    this.toldFailure = '';
    this.outbox.acknowledge(ack);
    for (const { reason, samples, message } of ack.refused) {
      if (!this.toldRefusals.has(reason)) {
        this.toldRefusals.add(reason);
        this.log(`server refused ${samples} samples as ${reason}: ${message}`);
      }
    }
    this.acknowledgedAll?.();
  }

  /** Sends what waits, as far as the server asks for it. */
  send() {
    while (this.channel && !this.channel.ended && this.channel.demand > 0) {
      const tick = this.outbox.take(++this.batch);
      if (tick === undefined) {
        return;
      }
      if (this.refs.size > tick.series.length + MOST_OLD_REFS) {
        this.connection.close(new Error('most series of this channel have ended'));
        return;
      }
      this.channel.send(this.encode(tick));
    }
  }

  encode(tick) {
    const definitions = [];
    const refs = tick.series.map((series) => {
      let ref = this.refs.get(series.key);
      if (ref === undefined) {
        ref = this.refs.size;
        this.refs.set(series.key, ref);
        definitions.push({ ref, labels: series.labels });
      }
      return ref;
    });
    const same = this.lastRefs !== null && this.lastRefs.length === refs.length && refs.every((ref, i) => ref === this.lastRefs[i]);
    this.lastRefs = refs;
    const news = this.descriptions().filter(({ name }) => !this.described.has(name));
    news.forEach(({ name }) => this.described.add(name));
    return sampleColumns(this.batch, definitions, same ? null : refs, tick.timestamp, tick.values, news);
  }

  lost(error) {
    this.channel = undefined;
    this.outbox.putBack();
    if (this.stopped) {
      return;
    }
    this.failedConnects++;
    const reason = error?.message ?? 'connection closed';
    if (this.toldFailure === '') {
      this.log(`no connection to ${this.address.host}:${this.address.port}: ${reason}; trying again`);
      this.toldFailure = reason;
    }
    const wait = this.pause * (0.5 + Math.random() / 2);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MILLIS);
    this.timer = setTimeout(() => this.start(), wait);
    this.timer.unref();
  }

  get idle() {
    return this.outbox.samples === 0 && (this.records?.idle ?? true);
  }

  /** Gives what waits so many milliseconds to be acknowledged, and ends the connection. */
  async stop(patienceMillis) {
    this.stopped = true;
    clearTimeout(this.timer);
    if (this.channel && !this.idle) {
      this.send();
      this.records?.send();
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, patienceMillis);
        this.acknowledgedAll = () => {
          if (this.idle) {
            clearTimeout(timer);
            resolve();
          }
        };
        if (this.records) {
          this.records.acknowledgedAll = this.acknowledgedAll;
        }
      });
    }
    this.channel?.close();
    this.connection?.close(null);
  }
}

module.exports = { Client };
