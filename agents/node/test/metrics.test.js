'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { Registry } = require('../lib/metrics');

function read(registry) {
  const [tick] = registry.collect(1);
  return Object.fromEntries(tick.series.map(({ labels }, i) => [Object.values(labels).join(' '), tick.values[i]]));
}

test('counters, gauges and histograms give their series', () => {
  const registry = new Registry({ job: 'shop' });
  registry.counter('sold_total', 'Sold.', ['kind']).labels('room').inc(2);
  registry.gauge('free', 'Free.').set(7);
  const waits = registry.histogram('wait_seconds', 'Waits.', [], [0.1, 1]);
  [0.05, 0.1, 0.5, 5].forEach((seconds) => waits.observe(seconds));
  assert.deepStrictEqual(read(registry), {
    'sold_total shop room': 2,
    'free shop': 7,
    'wait_seconds_bucket shop 0.1': 2,
    'wait_seconds_bucket shop 1': 3,
    'wait_seconds_bucket shop +Inf': 4,
    'wait_seconds_sum shop': 5.65,
    'wait_seconds_count shop': 4,
  });
});

test('what begins to count was zero at the time before', () => {
  const registry = new Registry({});
  const counter = registry.counter('failed_total', 'Failed.', ['why']);
  counter.labels('early').inc();
  registry.gauge('free', 'Free.').set(7);
  assert.deepStrictEqual(registry.collect(1).map(({ timestamp, values }) => [timestamp, values]), [[1, [1, 7]]]);
  counter.labels('late').inc(3);
  assert.deepStrictEqual(registry.collect(2).map(({ timestamp, values }) => [timestamp, values]), [
    [1, [0]],
    [2, [1, 3, 7]],
  ]);
  assert.strictEqual(registry.collect(3).length, 1);
});

test('series of one metric are bounded', () => {
  const registry = new Registry({});
  const counter = registry.counter('seen_total', 'Seen.', ['who']);
  for (let i = 0; i < 20_000; i++) {
    counter.labels(`user-${i}`).inc();
  }
  const values = read(registry);
  assert.strictEqual(Object.keys(values).length, 5_001);
  assert.strictEqual(values['seen_total other'], 15_000);
});

test('mistakes are told', () => {
  const registry = new Registry({});
  assert.throws(() => registry.counter('not a name', ''), /"not a name"/);
  const counter = registry.counter('a_total', '', ['b']);
  assert.throws(() => registry.gauge('a_total', ''), /is there already/);
  assert.throws(() => counter.labels(), /1 labels, got 0/);
  assert.throws(() => counter.labels('x').inc(-1), /goes up only/);
});
