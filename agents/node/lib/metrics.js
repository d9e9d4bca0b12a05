// Counters, gauges and histograms, and their series.
'use strict';

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
/** Of one metric; what comes beyond it is counted under the label value "other". */
const MOST_SERIES = 5_000;
const SEPARATOR = '\xff';

/** A series as the client knows it: the key tells it from all others of the process. */
function series(name, labels) {
  return { key: name + SEPARATOR + Object.entries(labels).join(SEPARATOR), labels: { __name__: name, ...labels } };
}

/** A series that counts from zero, of which the registry has not told anything yet. */
function countingSeries(name, labels) {
  return { ...series(name, labels), isNew: true };
}

class Metric {
  constructor(registry, name, help, labelNames) {
    if (!NAME.test(name) || !labelNames.every((label) => LABEL.test(label))) {
      throw new TypeError(`metric "${name}" with labels "${labelNames}" has a name that is not one`);
    }
    this.registry = registry;
    this.name = name;
    this.help = help;
    this.labelNames = labelNames;
    this.children = new Map();
  }

  /** The part of a metric with these label values, in the order of the names. */
  labels(...values) {
    const key = values.join(SEPARATOR);
    let child = this.children.get(key);
    if (child === undefined) {
      if (values.length !== this.labelNames.length) {
        throw new TypeError(`metric "${this.name}" has ${this.labelNames.length} labels, got ${values.length} values`);
      }
      if (this.children.size >= MOST_SERIES) {
        this.overflow ??= this.create(values.map(() => 'other'));
        return this.overflow;
      }
      child = this.create(values);
      this.children.set(key, child);
    }
    return child;
  }

  create(values) {
    const labels = { ...this.registry.labels };
    this.labelNames.forEach((name, i) => {
      labels[name] = String(values[i]);
    });
    return this.child(labels);
  }

  collect(sink) {
    this.children.forEach((child) => child.collect(sink));
    this.overflow?.collect(sink);
  }
}

class Counter extends Metric {
  type = 'counter';

  child(labels) {
    const own = countingSeries(this.name, labels);
    return {
      value: 0,
      inc(by = 1) {
        if (!(by >= 0)) {
          throw new RangeError(`a counter goes up only, got ${by}`);
        }
        this.value += by;
      },
      collect(sink) {
        sink(own, this.value);
      },
    };
  }

  inc(by) {
    this.labels().inc(by);
  }
}

class Gauge extends Metric {
  type = 'gauge';

  child(labels) {
    const own = series(this.name, labels);
    return {
      value: 0,
      set(value) {
        this.value = value;
      },
      collect(sink) {
        sink(own, this.value);
      },
    };
  }

  set(value) {
    this.labels().set(value);
  }
}

class Histogram extends Metric {
  type = 'histogram';

  constructor(registry, name, help, labelNames, buckets) {
    super(registry, name, help, labelNames);
    this.buckets = [...buckets].sort((one, other) => one - other);
  }

  child(labels) {
    const bounds = this.buckets;
    const counts = new Float64Array(bounds.length + 1);
    const bucketSeries = [...bounds.map(String), '+Inf'].map((le) => countingSeries(`${this.name}_bucket`, { ...labels, le }));
    const sumSeries = countingSeries(`${this.name}_sum`, labels);
    const countSeries = countingSeries(`${this.name}_count`, labels);
    return {
      sum: 0,
      observe(value) {
        let bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
          bucket++;
        }
        counts[bucket]++;
        this.sum += value;
      },
      collect(sink) {
        let cumulative = 0;
        bucketSeries.forEach((one, i) => {
          cumulative += counts[i];
          sink(one, cumulative);
        });
        sink(sumSeries, this.sum);
        sink(countSeries, cumulative);
      },
    };
  }

  observe(value) {
    this.labels().observe(value);
  }
}

/** All metrics of this process. */
class Registry {
  /**
   * @param {Object<string, string>} labels that every series has
   */
  constructor(labels) {
    this.labels = labels;
    this.metrics = new Map();
    this.probes = [];
  }

  add(metric) {
    const known = this.metrics.get(metric.name);
    if (known !== undefined) {
      throw new TypeError(`metric "${metric.name}" is there already`);
    }
    this.metrics.set(metric.name, metric);
    return metric;
  }

  counter(name, help, labelNames = []) {
    return this.add(new Counter(this, name, help, labelNames));
  }

  gauge(name, help, labelNames = []) {
    return this.add(new Gauge(this, name, help, labelNames));
  }

  histogram(name, help, labelNames, buckets) {
    return this.add(new Histogram(this, name, help, labelNames, buckets));
  }

  /** Called before each collection, to set gauges. */
  probe(measure) {
    this.probes.push(measure);
  }

  /**
   * What everything is now, as ticks for the outbox. What has begun to count since the time before was zero then, and
   * the first of two ticks says so: otherwise no rate would ever know of what was counted first.
   */
  collect(timestamp) {
    this.probes.forEach((measure) => measure());
    const tick = { timestamp, series: [], values: [] };
    const begun = { timestamp: this.collected, series: [], values: [] };
    const sink = (one, value) => {
      tick.series.push(one);
      tick.values.push(value);
      if (one.isNew) {
        one.isNew = false;
        begun.series.push(one);
        begun.values.push(0);
      }
    };
    this.metrics.forEach((metric) => metric.collect(sink));
    const isFirst = this.collected === undefined;
    this.collected = timestamp;
    return isFirst || begun.values.length === 0 ? [tick] : [begun, tick];
  }

  descriptions() {
    return [...this.metrics.values()];
  }
}

module.exports = { Registry, series };
