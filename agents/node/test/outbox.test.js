'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { Outbox } = require('../lib/outbox');

const tick = (timestamp, samples) => ({ timestamp, series: [], values: new Array(samples).fill(1) });

test('what is not acknowledged is sent again, in its order', () => {
  const outbox = new Outbox(100);
  [1, 2, 3].forEach((time) => outbox.add(tick(time, 10)));
  outbox.take(1);
  outbox.take(2);
  outbox.acknowledge({ batch: 1, accepted: 9, refused: [{ samples: 1 }] });
  outbox.putBack();
  assert.deepStrictEqual([outbox.take(3).timestamp, outbox.take(4).timestamp], [2, 3]);
  assert.deepStrictEqual([outbox.accepted, outbox.refused, outbox.samples], [9, 1, 20]);
});

test('beyond its bound the oldest ticks go and are counted', () => {
  const outbox = new Outbox(25);
  [1, 2, 3, 4].forEach((time) => outbox.add(tick(time, 10)));
  assert.deepStrictEqual([outbox.dropped, outbox.samples], [20, 20]);
  assert.strictEqual(outbox.take(1).timestamp, 3);
});

test('an acknowledgement of something unknown changes nothing', () => {
  const outbox = new Outbox(25);
  outbox.add(tick(1, 10));
  outbox.acknowledge({ batch: 7, accepted: 10, refused: [] });
  assert.deepStrictEqual([outbox.samples, outbox.accepted], [10, 0]);
});
