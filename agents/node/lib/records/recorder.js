// Records that wait to be sent and acknowledged, within a bound.
'use strict';

const { randomBytes } = require('node:crypto');

const STACK_BYTES = 32 << 10;
const TEXT_BYTES = 4 << 10;
const MOST_OF_A_BATCH = 100;
/** Characters, which have three bytes at most; the server takes a batch of 1 MiB. */
const MOST_TEXT_OF_A_BATCH = 128 << 10;
const MOST_TEXT = 8 << 20;
const MOST_ATTRIBUTES = 32;
const NAME_BYTES = 512;
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

/** Attributes as texts, as many and as long as the server keeps. */
function cutAttributes(attributes) {
  return Object.fromEntries(
    Object.entries(attributes)
      .slice(0, MOST_ATTRIBUTES)
      .map(([name, value]) => [cut(name, NAME_BYTES), cut(String(value), TEXT_BYTES)]),
  );
}

class Recorder {
  /**
   * @param {number} mostRecords that may wait or be on their way, with MOST_TEXT characters in all; beyond it the oldest go
   */
  constructor(mostRecords) {
    this.mostRecords = mostRecords;
    this.waiting = [];
    this.sent = new Map();
    this.size = 0;
    this.text = 0;
    this.dropped = 0;
    this.accepted = 0;
    this.refused = 0;
  }

  /**
   * Takes a record: a transaction, an exception or an event, with its fields as in the protocol; "process" where
   * it is of another one than the batch.
   */
  add(what, fields) {
    const record = { id: randomBytes(16), what, time: Date.now(), truncated: false, ...fields };
    record.text = 0;
    for (const [name, value] of Object.entries(record)) {
      if (typeof value === 'string') {
        const kept = cut(value, name === 'stack' ? STACK_BYTES : TEXT_BYTES);
        record.truncated ||= kept !== value;
        record[name] = kept;
        record.text += kept.length;
      }
    }
    if (record.attributes !== undefined) {
      record.attributes = cutAttributes(record.attributes);
      record.text += Object.entries(record.attributes).join('').length;
    }
    this.waiting.push(record);
    this.size++;
    this.text += record.text;
    while ((this.size > this.mostRecords || this.text > MOST_TEXT) && this.waiting.length > 0) {
      this.forget([this.waiting.shift()]);
      this.dropped++;
    }
  }

  forget(records) {
    this.size -= records.length;
    records.forEach((record) => {
      this.text -= record.text;
    });
  }

  /** The records to send next, which count as sent under this number from now on. */
  take(number) {
    let count = 0;
    let text = 0;
    while (count < this.waiting.length && count < MOST_OF_A_BATCH && text < MOST_TEXT_OF_A_BATCH) {
      text += this.waiting[count++].text;
    }
    const records = this.waiting.splice(0, count);
    this.sent.set(number, records);
    return records;
  }

  acknowledge({ batch, accepted, refused }) {
    this.forget(this.sent.get(batch) ?? []);
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
