'use strict';

const assert = require('node:assert');
const { EventEmitter } = require('node:events');
const test = require('node:test');
const { settings } = require('../lib/settings');
const { Pm2Module } = require('../lib/pm2/module');
const { TestServer } = require('./support/server');

const ENVIRONMENT = { exec_interpreter: 'node', node_version: '20.1.0', pm_exec_path: __filename, SECRET: 'hush' };

/** A process as PM2 lists it. */
function listed(id, name, number, more = {}) {
  const { pid = 100 + id, status = 'online', restarts = 0, ...env } = more;
  return {
    pm_id: id,
    pid,
    name,
    monit: { cpu: 12.5, memory: 5_000_000 },
    pm2_env: {
      ...ENVIRONMENT,
      name,
      pm_id: id,
      NODE_APP_INSTANCE: number,
      status,
      restart_time: restarts,
      pm_uptime: 1_790_000_000_000 + restarts,
      ...env,
    },
  };
}

async function until(condition) {
  const end = Date.now() + 10_000;
  while (!condition()) {
    assert.ok(Date.now() < end, 'waited for ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A module that watches such a list, and a server that it reports to. */
async function watching(list, use) {
  const server = await new TestServer().listen();
  const bus = new EventEmitter();
  const options = { server: `tcp://127.0.0.1:${server.port}`, interval: '100ms', host: 'web-1', labels: { bucket: 'eu' } };
  const module = new Pm2Module(settings(options, {}), { list: (callback) => callback(null, list) }, '7.0.4', () => {});
  try {
    module.start(bus);
    await use(server, bus);
  } finally {
    await module.stop();
    await server.kill();
  }
}

test('the module is no service: its own process has a job of its own, whatever PM2 calls it', async () => {
  const list = [listed(0, 'hotel', 0), listed(1, 'barograph', undefined, { pid: process.pid, BAROGRAPH_JOB: 'inn' })];
  await watching(list, async (server) => {
    await until(() => server.processes.size === 2);
    assert.deepStrictEqual([...server.processes.keys()].sort(), ['barograph-pm2/web-1:1', 'hotel/web-1:0']);
  });
});

test('host and processes are reported, with series of their own and nothing of the environment', async () => {
  const list = [
    listed(0, 'hotel', 0, { restarts: 3, BAROGRAPH_REVISION: 'abc' }),
    listed(1, 'hotel', 1, { status: 'errored', pid: 0 }),
    listed('_old_0', 'hotel', 0),
  ];
  await watching(list, async (server) => {
    await until(() => server.processes.size === 2 && server.values('node_load1', 'host')['web-1'] !== undefined);
    assert.deepStrictEqual(server.processes.get('hotel/web-1:0'), {
      status: 1,
      pid: 100,
      restarts: 3,
      runtime: 'node',
      runtimeVersion: '20.1.0',
      version: '0.1.0',
      revision: 'abc',
    });
    assert.strictEqual(server.processes.get('hotel/web-1:1').status, 5);
    assert.strictEqual(server.hosts[0].pm2, '7.0.4');
    const labels = ['bucket', 'host', 'job', 'instance'];
    assert.deepStrictEqual(server.values('pm2_process_restarts_total', ...labels), {
      'eu web-1 hotel web-1:0': 3,
      'eu web-1 hotel web-1:1': 0,
    });
    assert.deepStrictEqual(server.values('pm2_process_resident_memory_bytes', ...labels), { 'eu web-1 hotel web-1:0': 5_000_000 });
    assert.deepStrictEqual(server.values('pm2_process_cpu_ratio', 'job'), { hotel: 0.125 });
    assert.ok(!JSON.stringify([...server.samples.keys()]).includes('hush'));
  });
});

test('start, exit and exceptions are told of a process without an agent of its own', async () => {
  const list = [listed(0, 'hotel', 0)];
  await watching(list, async (server, bus) => {
    await until(() => server.processes.size > 0);
    const process = { pm_id: 0, exit_code: 1 };
    bus.emit('process:exception', { process, data: { message: 'no room', stack: 'RangeError: no room\n    at x' } });
    bus.emit('process:event', { event: 'exit', process });
    bus.emit('process:event', { event: 'exit', process });
    list[0] = listed(0, 'hotel', 0, { pid: 200, restarts: 1 });
    bus.emit('process:event', { event: 'online', process });
    await until(() => server.records.size === 3);
    assert.deepStrictEqual(
      server.recordsOf('exception').map((one) => [one.process, one.texts[0], one.texts[1]]),
      [['hotel/web-1:0', 'RangeError', 'no room']],
    );
    assert.deepStrictEqual(server.recordsOf('event').map(({ texts }) => texts[0]), ['exit', 'start']);
    assert.strictEqual(server.processes.get('hotel/web-1:0').restarts, 1);
  });
});

test('a process with an agent tells for itself, but for an exit that it could not tell', async () => {
  const list = [listed(0, 'hotel', 0)];
  await watching(list, async (server, bus) => {
    const process = { pm_id: 0, exit_code: 0 };
    bus.emit('barograph:present', { process, data: { pid: 100, host: 'web-1', job: 'inn', instance: 'a' } });
    await until(() => server.processes.has('inn/a'));
    bus.emit('process:exception', { process, data: { message: 'no room' } });
    bus.emit('barograph:exiting', { process, data: { pid: 100 } });
    bus.emit('process:event', { event: 'exit', process });
    list[0] = listed(0, 'hotel', 0, { pid: 200 });
    await until(() => server.processes.has('hotel/web-1:0'));
    bus.emit('barograph:present', { process, data: { pid: 200, host: 'web-1', job: 'inn', instance: 'a' } });
    bus.emit('process:event', { event: 'exit', process });
    await until(() => server.records.size > 0);
    assert.deepStrictEqual(
      [...server.records.values()].map(({ what, process: key, texts }) => [what, key, texts[0]]),
      [['event', 'hotel/web-1:0', 'exit']],
    );
  });
});

test('a PM2 that does not answer leaves the host', async () => {
  const server = await new TestServer().listen();
  const said = [];
  const own = settings({ server: `tcp://127.0.0.1:${server.port}`, interval: '100ms', host: 'web-1' }, {});
  const module = new Pm2Module(own, { list: () => {} }, '', (message) => said.push(message));
  module.start(new EventEmitter());
  await until(() => server.values('node_load1', 'host')['web-1'] !== undefined);
  await module.stop();
  await server.kill();
  assert.strictEqual(said.length, 1);
  assert.match(said[0], /does not answer/);
});
