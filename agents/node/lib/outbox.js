// Ticks that wait to be sent and acknowledged, within a bound.
'use strict';

/**
 * A tick is { timestamp, series, values }: what every series of a process was at one time. Values of
 * counters and histograms are cumulative, so a dropped tick loses detail and no count.
 */
class Outbox {
  /**
   * @param {number} mostSamples that may wait or be on their way; beyond it the oldest ticks go
   */
  constructor(mostSamples) {
    this.mostSamples = mostSamples;
    this.waiting = [];
    this.sent = new Map();
    this.samples = 0;
    this.dropped = 0;
    this.accepted = 0;
    this.refused = 0;
  }

  add(tick) {
    this.waiting.push(tick);
    this.samples += tick.values.length;
    while (this.samples > this.mostSamples && this.waiting.length > 1) {
      this.drop(this.waiting.shift());
    }
  }

  drop(tick) {
    this.samples -= tick.values.length;
    this.dropped += tick.values.length;
  }

  /** The tick to send next, which counts as sent under this number from now on; or undefined. */
  take(number) {
    const tick = this.waiting.shift();
    if (tick !== undefined) {
      this.sent.set(number, tick);
    }
    return tick;
  }

  acknowledge({ batch, accepted, refused }) {
    const tick = this.sent.get(batch);
    if (tick !== undefined) {
      this.sent.delete(batch);
      this.samples -= tick.values.length;
      this.accepted += accepted;
      this.refused += refused.reduce((sum, refusal) => sum + refusal.samples, 0);
    }
  }

  /** The connection is gone: what was sent and not acknowledged waits again, oldest first. */
  putBack() {
    this.waiting = [...this.sent.values(), ...this.waiting];
    this.sent.clear();
  }
}

module.exports = { Outbox };
