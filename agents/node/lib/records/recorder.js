// Records that wait to be sent and acknowledged, within a bound.
'use strict';

const { randomBytes } = require('node:crypto');

const STACK_BYTES = 32 << 10;
const TEXT_BYTES = 4 << 10;
const MOST_OF_A_BATCH = 100;
const MARK = '…';

/** At most so many bytes of UTF-8; the mark tells that there was more. */
function cut(text, bytes) {
  if (text.length <= bytes / 3 || Buffer.byteLength(text) <= bytes) {
    return text;
  }
  // Only so much can fit, and the rest of a huge text need not be looked at.
  const kept = Buffer.from(text.slice(0, bytes)).subarray(0, bytes - Buffer.byteLength(MARK)).toString('utf8');
  return kept.replace(/\uFFFD$/, '') + MARK;
}

class Recorder {
  /**
   * @param {number} mostRecords that may wait or be on their way; beyond it the oldest go
   */
  constructor(mostRecords) {
    this.mostRecords = mostRecords;
    this.waiting = [];
    this.sent = new Map();
    this.size = 0;
    this.dropped = 0;
    this.accepted = 0;
    this.refused = 0;
  }

  /** Takes a record: a transaction, an exception or an event, with its fields as in the protocol. */
  add(what, fields) {
    const record = { id: randomBytes(16), what, time: Date.now(), truncated: false, ...fields };
    for (const [name, value] of Object.entries(record)) {
      if (typeof value === 'string') {
        const kept = cut(value, name === 'stack' ? STACK_BYTES : TEXT_BYTES);
        record.truncated ||= kept !== value;
        record[name] = kept;
      }
    }
    this.waiting.push(record);
    this.size++;
    while (this.size > this.mostRecords && this.waiting.length > 0) {
      this.waiting.shift();
      this.size--;
      this.dropped++;
    }
  }

  /** The records to send next, which count as sent under this number from now on. */
  take(number) {
    const records = this.waiting.splice(0, MOST_OF_A_BATCH);
    this.sent.set(number, records);
    return records;
  }

  acknowledge({ batch, accepted, refused }) {
    this.size -= this.sent.get(batch)?.length ?? 0;
    this.sent.delete(batch);
    this.accepted += accepted;
    this.refused += refused.reduce((sum, refusal) => sum + refusal.samples, 0);
  }

  /** The connection is gone: what was sent and not acknowledged waits again, oldest first. */
  putBack() {
    this.waiting = [...[...this.sent.values()].flat(), ...this.waiting];
    this.sent.clear();
  }
}

module.exports = { Recorder, cut };
