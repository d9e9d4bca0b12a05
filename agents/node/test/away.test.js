// A server that is away for long: what waits is bounded, and what was counted is not lost.
'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { Client } = require('../lib/client');
const { Outbox } = require('../lib/outbox');
const { Registry } = require('../lib/metrics');
const { Recorder } = require('../lib/records/recorder');
const { RecordSender } = require('../lib/records/sender');
const { TestServer } = require('./support/server');

/** Set for a long absence; each second of it is a report here. */
const REPORTS = Number(process.env.BAROGRAPH_TEST_REPORTS ?? 600);
const MOST_SAMPLES = 20_000;
const MOST_RECORDS = 200;
const STATE = { host: { operatingSystem: '', architecture: '', processors: 1, memoryBytes: 1, bootTime: 1, versions: {} }, processes: [] };

async function until(condition) {
  const end = Date.now() + 30_000;
  while (!condition()) {
    assert.ok(Date.now() < end, 'waited for thirty seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** What an agent has, with a clock of its own. */
class Program {
  constructor(port) {
    this.registry = new Registry({ job: 'hotel' });
    this.outbox = new Outbox(MOST_SAMPLES);
    this.recorder = new Recorder(MOST_RECORDS);
    this.requests = this.registry.histogram('requests_seconds', 'Requests.', ['route'], [0.1, 1]);
    const identity = { agentId: 'a', host: 'h', version: '1', labels: {}, token: '' };
    const records = new RecordSender(this.recorder, { job: 'hotel', instance: '0' }, () => STATE, () => {});
    const descriptions = () => this.registry.descriptions();
    this.client = new Client({ host: '127.0.0.1', port, tls: false }, identity, this.outbox, descriptions, () => {}, records);
    this.records = records;
    this.time = 1_790_000_000_000;
    this.counted = 0;
    this.client.start();
  }

  /** Serves some requests, one of them slow, and reports. */
  report() {
    for (let i = 0; i < 20; i++) {
      this.requests.labels(`/route-${i}`).observe(i / 20);
      this.counted++;
    }
    this.recorder.add('event', { kind: 'slow', message: 'x'.repeat(1_000), attributes: {} });
    this.registry.collect((this.time += 1_000)).forEach((tick) => this.outbox.add(tick));
    this.client.send();
    this.records.send();
  }
}

const countedBy = (server) => Object.values(server.values('requests_seconds_count', 'route')).reduce((sum, one) => sum + one, 0);

test('a server that is killed and comes back has every request, and every record within the bound', async () => {
  const server = await new TestServer().listen();
  const program = new Program(server.port);
  program.report();
  await until(() => countedBy(server) === program.counted);
  for (let round = 0; round < 3; round++) {
    // Some of it is on its way and without an answer when the server goes.
    server.silent = true;
    program.report();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await server.kill();
    server.silent = false;
    for (let i = 0; i < 50; i++) {
      program.report();
    }
    await server.listen();
    await until(() => countedBy(server) === program.counted && program.outbox.samples === 0 && program.recorder.size === 0);
    assert.strictEqual(server.records.size, 1 + (round + 1) * 51);
  }
  assert.deepStrictEqual([program.outbox.dropped, program.recorder.dropped], [0, 0]);
  await program.client.stop(0);
  await server.kill();
});

test('memory stays within its bound while the server is away, and requests are counted all the same', async () => {
  const server = await new TestServer().listen();
  const program = new Program(server.port);
  program.report();
  await until(() => countedBy(server) === program.counted);
  await server.kill();
  for (let i = 0; i < REPORTS; i++) {
    program.report();
    assert.ok(program.outbox.samples <= MOST_SAMPLES && program.recorder.size <= MOST_RECORDS);
    if (i % 50 === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  // A sample is a reference and a number in an array each, a record its texts.
  const kept = program.outbox.waiting.reduce((sum, tick) => sum + tick.values.length + tick.series.length, 0);
  assert.ok(kept <= 2 * MOST_SAMPLES, `${kept} kept`);
  assert.ok(program.outbox.dropped > 0 && program.recorder.dropped === Math.max(0, REPORTS - MOST_RECORDS));
  await server.listen();
  await until(() => countedBy(server) === program.counted);
  await until(() => program.recorder.size === 0);
  assert.strictEqual(server.records.size, 1 + Math.min(REPORTS, MOST_RECORDS));
  await program.client.stop(0);
  await server.kill();
});
