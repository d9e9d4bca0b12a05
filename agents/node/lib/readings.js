// What is measured of others than this process: series that come and go, so nothing of them is kept.
'use strict';

const { series } = require('./metrics');

/** One reading of everything, which becomes a tick. A metric is { name, type, help }. */
class Readings {
  constructor() {
    this.metrics = new Map();
    this.begin(0);
  }

  begin(timestamp) {
    this.tick = { timestamp, series: [], values: [] };
  }

  /** A value that is not a number, such as one of a kernel with fewer columns, is left out. */
  add(metric, value, labels) {
    if (Number.isFinite(value)) {
      this.metrics.set(metric.name, metric);
      this.tick.series.push(series(metric.name, labels));
      this.tick.values.push(value);
    }
  }

  descriptions() {
    return [...this.metrics.values()];
  }
}

const counter = (name, help) => ({ name, type: 'counter', help });
const gauge = (name, help) => ({ name, type: 'gauge', help });

module.exports = { Readings, counter, gauge };
