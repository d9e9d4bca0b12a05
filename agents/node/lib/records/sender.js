// Brings records and reports of the process to the server, on a channel of their own.
'use strict';

const { recordBatch } = require('./messages');
const { recordAck } = require('../messages');

const ROUTE = 'records';

class RecordSender {
  /**
   * @param {import('./recorder').Recorder} recorder
   * @param {{job: string, instance: string}} key of the process
   * @param {() => object} reports how host and process are now
   * @param {(message: string) => void} log
   */
  constructor(recorder, key, reports, log) {
    this.recorder = recorder;
    this.key = key;
    this.reports = reports;
    this.log = log;
    this.batch = 0;
    this.told = new Set();
  }

  open(connection) {
    this.reportIsDue = true;
    this.channel = connection.channel(ROUTE);
    this.channel.on('demand', () => this.send());
    this.channel.on('data', (data) => this.acknowledged(recordAck(data)));
    // A server that knows no records still takes samples; the next connection tries again.
    this.channel.on('end', (error) => {
      this.channel = undefined;
      this.recorder.putBack();
      if (error && !connection.closed) {
        this.tell(error.message);
      }
    });
    this.send();
  }

  tell(message) {
    if (!this.told.has(message)) {
      this.told.add(message);
      this.log(`records are not taken: ${message}`);
    }
  }

  acknowledged(ack) {
    this.recorder.acknowledge(ack);
    ack.refused.forEach(({ reason, message }) => this.tell(`${reason}: ${message}`));
    this.acknowledgedAll?.();
  }

  /** The state of host and process goes with the next batch, even one without records. */
  report() {
    this.reportIsDue = true;
    this.send();
  }

  /** Sends what waits, as far as the server asks for it. */
  send() {
    while (this.channel && this.channel.demand > 0 && (this.reportIsDue || this.recorder.waiting.length > 0)) {
      const reports = this.reportIsDue ? this.reports() : null;
      this.reportIsDue = false;
      const records = this.recorder.take(++this.batch);
      this.channel.send(recordBatch(this.batch, this.key, reports, records));
    }
  }

  get idle() {
    return this.channel === undefined || this.recorder.size === 0;
  }
}

module.exports = { RecordSender };
