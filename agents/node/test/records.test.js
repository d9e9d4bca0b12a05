'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { recordAck } = require('../lib/messages');
const { recordBatch } = require('../lib/records/messages');
const { Recorder, cut } = require('../lib/records/recorder');
const { RecordWatch } = require('../lib/records/watch');

test('a refusal of records is read', () => {
  const hex = fs.readFileSync(path.join(__dirname, '../../../protocol/golden/record-ack.hex'), 'utf8').trim();
  const ack = recordAck(Buffer.from(hex, 'hex'));
  assert.ok(ack.batch > 0);
  assert.match(ack.refused[0].reason, /^[a-z_]+$/);
  assert.ok(ack.refused[0].samples > 0 && ack.refused[0].message.length > 0);
});

test('huge texts are cut at whole characters and marked', () => {
  const recorder = new Recorder(10);
  recorder.add('exception', { type: 'E', message: 'ü'.repeat(10_000), stack: 'x'.repeat(50 << 20) });
  const [record] = recorder.waiting;
  assert.ok(record.truncated);
  assert.ok(Buffer.byteLength(record.stack) <= 32 << 10);
  assert.ok(Buffer.byteLength(record.message) <= 4 << 10);
  assert.ok(record.message.endsWith('ü…'));
  assert.strictEqual(cut('short', 100), 'short');
});

test('beyond its bound the oldest records go and are counted', () => {
  const recorder = new Recorder(3);
  for (let i = 0; i < 5; i++) {
    recorder.add('event', { kind: `k${i}`, message: '', attributes: {} });
  }
  assert.deepStrictEqual(recorder.waiting.map(({ kind }) => kind), ['k2', 'k3', 'k4']);
  assert.strictEqual(recorder.dropped, 2);
  recorder.take(1);
  recorder.putBack();
  assert.strictEqual(recorder.waiting.length, 3);
  recorder.take(2);
  recorder.acknowledge({ batch: 2, accepted: 3, refused: [] });
  assert.deepStrictEqual([recorder.size, recorder.accepted], [0, 3]);
});

test('records with long texts are bounded together, and go in batches that the server takes', () => {
  const recorder = new Recorder(1_000);
  for (let i = 0; i < 1_000; i++) {
    recorder.add('exception', { type: `E${i}`, message: '', origin: 'reported', stack: 'x'.repeat(100_000), attributes: { a: 'y'.repeat(9_000) } });
  }
  assert.ok(recorder.text <= 8 << 20);
  assert.strictEqual(recorder.dropped + recorder.size, 1_000);
  assert.ok(recorder.dropped > 0);
  const batch = recordBatch(1, { job: 'a', instance: 'b' }, null, recorder.take(1));
  assert.ok(batch.length < 1 << 20, `${batch.length} bytes`);
  recorder.acknowledge({ batch: 1, accepted: 4, refused: [] });
  while (recorder.take(2).length > 0) {
    recorder.acknowledge({ batch: 2, accepted: 1, refused: [] });
  }
  assert.deepStrictEqual([recorder.size, recorder.text], [0, 0]);
});

test('slow and failed requests are recorded, a flood of them is bounded', () => {
  const recorder = new Recorder(1_000);
  const watch = new RecordWatch(recorder, { slowSeconds: 0.5, mostTransactions: 3 }, () => {});
  const response = { writableFinished: true, getHeader: () => undefined };
  const ask = (status, seconds) => watch.request({ url: '/a?secret=1' }, response, '/a', 'GET', status, seconds);
  ask(200, 0.1);
  ask(404, 0.1);
  assert.strictEqual(recorder.size, 0);
  for (let i = 0; i < 10; i++) {
    ask(i % 2 ? 500 : 200, i % 2 ? 0.01 : 0.7);
  }
  assert.strictEqual(recorder.size, 3);
  assert.strictEqual(watch.suppressed, 7);
  assert.strictEqual(recorder.waiting[0].path, '/a');
  watch.nextReport();
  ask(200, 1);
  assert.strictEqual(recorder.size, 4);
});

test('whatever is thrown becomes a record', () => {
  const recorder = new Recorder(10);
  const watch = new RecordWatch(recorder, {}, () => {});
  for (const thrown of [new TypeError('bad'), 'text', undefined, { toString: () => 'object' }]) {
    watch.exception(thrown, 'uncaught');
  }
  assert.deepStrictEqual(
    recorder.waiting.map(({ type, message }) => `${type}: ${message}`),
    ['TypeError: bad', 'string: text', 'undefined: undefined', 'object: object'],
  );
});

test('what a process dies of goes in one batch with its exit', () => {
  const program = `
    const { RecordWatch } = require('${path.join(__dirname, '../lib/records/watch').replaceAll('\\', '/')}');
    const batches = [];
    let waiting = [];
    const recorder = { add: (what) => waiting.push(what), waiting: [] };
    new RecordWatch(recorder, {}, () => { batches.push(waiting.join('+')); waiting = []; }).watchEnd();
    process.on('exit', () => console.log(batches.join(',')));
    HANDLER
    setTimeout(() => { throw new Error('the end') }, 1);`;
  const run = (handler) => spawnSync(process.execPath, ['-e', program.replace('HANDLER', handler)]);
  const dies = run('');
  assert.deepStrictEqual([dies.status, String(dies.stdout)], [1, 'exception+event\n']);
  const survives = run("process.on('uncaughtException', () => {});");
  assert.deepStrictEqual([survives.status, String(survives.stdout)], [0, 'exception,event\n']);
});
