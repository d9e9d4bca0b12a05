// What the agent costs: requests a second of a bare Express app with and without it, and, to know what a difference
// is worth, of another one without it. Processes differ by chance, by more than the agent costs; so its two parts are
// measured apart, too: what hearing of requests costs within single processes, where it is switched on and off, and
// what everything else costs in a process that serves none.
// usage: npm run bench [-- ROUNDS [GENERATIONS [PROCESSES]]]; Linux, two processors, or say where they are: CORES=2,3
'use strict';

const { execFileSync, fork } = require('node:child_process');
const net = require('node:net');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { TestServer } = require('../test/support/server');
const { Load } = require('./load');

const AGENT = path.join(__dirname, '../lib/register.js');
const CONNECTIONS = 16;
const WARM_UP_MILLIS = 2_000;
const ROUND_MILLIS = 500;

const SWITCHED_SECONDS = 40;
const IDLE_SECONDS = 60;

const [rounds = 4, generations = 12, switched = 8] = process.argv.slice(2).map(Number);
const [serverCore, loadCore] = (process.env.CORES ?? '0,1').split(',');

const pin = (pid, core) => execFileSync('taskset', ['-a', '-p', '-c', core, String(pid)], { stdio: 'ignore' });

const freePort = () =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** An app that runs on the server's core, with a load for it. */
async function start(execArgv, variables, program = 'app.js', ...more) {
  const port = await freePort();
  const app = fork(path.join(__dirname, program), [port, ...more].map(String), { execArgv, env: { ...process.env, ...variables } });
  await new Promise((resolve) => app.once('message', resolve));
  pin(app.pid, serverCore);
  return { app, load: new Load(port, CONNECTIONS) };
}

async function cpuMicros({ app }) {
  const told = new Promise((resolve) => app.once('message', resolve));
  app.send('cpu');
  return (await told).cpuMicros;
}

/** Requests a second, and processor time of one request. */
async function measure(side) {
  const before = await cpuMicros(side);
  const { answers, seconds } = await side.load.run(ROUND_MILLIS);
  return { perSecond: answers / seconds, micros: ((await cpuMicros(side)) - before) / answers };
}

const percent = (ratio) => `${ratio < 1 ? '' : '+'}${((ratio - 1) * 100).toFixed(1)}`;

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

const withError = (ratios) => `${percent(mean(ratios))} ± ${(error(ratios) * 100).toFixed(1)} %`;

/** Standard error of the mean. */
const error = (values) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)) / (values.length - 1));

/** Measures all sides in turn, another one first each time, and answers the mean of what each measured. */
async function generation(sides) {
  for (const [, side] of sides) {
    await side.load.run(WARM_UP_MILLIS);
  }
  const results = new Map(sides.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, side] of rotated(sides, round)) {
      results.get(name).push(await measure(side));
    }
  }
  for (const [, { app, load }] of sides) {
    load.close();
    app.kill();
  }
  const of = (what, name) => mean(results.get(name).map((result) => result[what]));
  return Object.fromEntries(sides.map(([name]) => [name, { perSecond: of('perSecond', name), micros: of('micros', name) }]));
}

const rotated = (list, by) => [...list.slice(by % list.length), ...list.slice(0, by % list.length)];

/** The processor time of requests that the agent heard of, as a part of that of others of the same process. */
async function inTurns(variables) {
  const execArgv = ['--require', path.join(__dirname, 'switched.js'), '--require', AGENT];
  const { app, load } = await start(execArgv, variables, 'turns.js', SWITCHED_SECONDS);
  const told = new Promise((resolve) => app.once('message', resolve));
  const running = load.run((SWITCHED_SECONDS + 5) * 1000);
  const ratios = await told;
  await running;
  load.close();
  app.kill();
  return ratios;
}

/** Milliseconds of processor time in a second without requests, with the agent and without it. */
async function idle(variables) {
  const sides = [await start(['--require', AGENT], variables), await start([], {})];
  sides.forEach(({ load }) => load.close());
  await sleep(WARM_UP_MILLIS);
  const before = await Promise.all(sides.map(cpuMicros));
  await sleep(IDLE_SECONDS * 1000);
  const after = await Promise.all(sides.map(cpuMicros));
  sides.forEach(({ app }) => app.kill());
  return sides.map((_, i) => (after[i] - before[i]) / 1000 / IDLE_SECONDS);
}

async function main() {
  pin(process.pid, loadCore);
  const sink = await new TestServer().listen();
  const variables = { BAROGRAPH_AGENT_SERVER: `tcp://127.0.0.1:${sink.port}` };
  const kinds = [
    ['bare', [], {}],
    ['agent', ['--require', AGENT], variables],
    ['other', [], {}],
  ];
  const results = [];
  for (let i = 0; i < generations; i++) {
    const sides = [];
    for (const [name, execArgv, more] of rotated(kinds, i)) {
      sides.push([name, await start(execArgv, more)]);
    }
    results.push(await generation(sides));
  }
  const ratios = [];
  for (let i = 0; i < switched; i++) {
    ratios.push(...(await inTurns(variables)));
  }
  const [withAgent, withoutAgent] = await idle(variables);
  await sink.kill();
  console.log(`Node.js ${process.version}, ${generations} processes each, ${rounds} rounds of ${ROUND_MILLIS} ms, ${CONNECTIONS} connections; means and standard errors`);
  for (const [name, title] of Object.entries({ bare: 'without the agent', agent: 'with the agent', other: 'without it again' })) {
    const of = (what) => mean(results.map((result) => result[name][what]));
    const ratio = (what) => withError(results.map((result) => result[name][what] / result.bare[what]));
    const beside = name === 'bare' ? '' : `: ${ratio('perSecond')} requests/s, ${ratio('micros')} processor time`;
    console.log(`${title.padEnd(18)} ${Math.round(of('perSecond'))} requests/s, ${of('micros').toFixed(1)} us each${beside}`);
  }
  console.log(`hearing of requests, switched on and off in ${switched} processes of ${SWITCHED_SECONDS} s: ${withError(ratios)} processor time`);
  console.log(`without requests, ${IDLE_SECONDS} s: ${withAgent.toFixed(1)} ms of processor time a second with the agent, ${withoutAgent.toFixed(1)} without`);
}

main();
