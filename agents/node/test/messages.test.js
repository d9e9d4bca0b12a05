'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { agentSetup, sampleColumns, writeAck } = require('../lib/messages');

const golden = (name) =>
  Buffer.from(fs.readFileSync(path.join(__dirname, '../../../protocol/golden', `${name}.hex`), 'utf8').trim(), 'hex');

test('messages have the golden bytes of the protocol', () => {
  const identity = { agentId: 'web-1', host: 'web-1', version: '0.1.0', labels: { bucket: 'team-a' }, token: '' };
  assert.deepStrictEqual(agentSetup(identity), golden('agent-setup'));
  const definitions = ['up', 'load'].map((name, ref) => ({ ref, labels: { __name__: name, host: 'web-1' } }));
  const descriptions = [{ name: 'load', type: 'gauge', help: 'Load.' }];
  assert.deepStrictEqual(
    sampleColumns(1, definitions, [0, 1], 1_790_000_000_000, [1, 0.25], descriptions),
    golden('first-batch'),
  );
});

test('acknowledgements are read', () => {
  assert.deepStrictEqual(writeAck(golden('ack')), { batch: 2, accepted: 2, refused: [] });
  assert.deepStrictEqual(writeAck(golden('ack-with-refusal')), {
    batch: 3,
    accepted: 1,
    refused: [{ reason: 'undefined_series', samples: 1, message: 'ref 9 is not defined' }],
  });
});

test('every beginning of an acknowledgement is read or refused', () => {
  const whole = golden('ack-with-refusal');
  for (let length = 0; length < whole.length; length++) {
    try {
      writeAck(whole.subarray(0, length));
    } catch (error) {
      assert.ok(error instanceof RangeError, String(error));
    }
  }
});
