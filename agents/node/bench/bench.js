// What the agent costs: requests a second of a bare Express app with and without it.
// usage: npm run bench [-- ROUNDS [GENERATIONS]]; Linux, two processors, or say where they are: CORES=2,3
'use strict';

const { execFileSync, fork } = require('node:child_process');
const net = require('node:net');
const path = require('node:path');
const { TestServer } = require('../test/support/server');
const { Load } = require('./load');

const AGENT = path.join(__dirname, '../lib/register.js');
const CONNECTIONS = 16;
const WARM_UP_MILLIS = 4_000;
const ROUND_MILLIS = 1_000;

const [rounds = 20, generations = 3] = process.argv.slice(2).map(Number);
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
async function start(execArgv, variables) {
  const port = await freePort();
  const app = fork(path.join(__dirname, 'app.js'), [String(port)], { execArgv, env: { ...process.env, ...variables } });
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

const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

async function main() {
  pin(process.pid, loadCore);
  const sink = await new TestServer().listen();
  const found = { bare: [], agent: [], ratios: [], cpuRatios: [] };
  for (let generation = 0; generation < generations; generation++) {
    const variables = { BAROGRAPH_AGENT_SERVER: `tcp://127.0.0.1:${sink.port}` };
    const bare = await start([], {});
    const agent = await start(['--require', AGENT], variables);
    await bare.load.run(WARM_UP_MILLIS);
    await agent.load.run(WARM_UP_MILLIS);
    for (let round = 0; round < rounds; round++) {
      // Who goes first changes, so that neither has the better half of a machine that gets busier.
      const order = round % 2 === 0 ? [bare, agent] : [agent, bare];
      const results = new Map();
      for (const side of order) {
        results.set(side, await measure(side));
      }
      const [one, other] = [results.get(bare), results.get(agent)];
      found.bare.push(one.perSecond);
      found.agent.push(other.perSecond);
      found.ratios.push(other.perSecond / one.perSecond);
      found.cpuRatios.push(other.micros / one.micros);
    }
    for (const { app, load } of [bare, agent]) {
      load.close();
      app.kill();
    }
  }
  await sink.kill();
  const percent = (ratio) => `${((ratio - 1) * 100).toFixed(1)} %`;
  console.log(`Node.js ${process.version}, ${generations} x ${rounds} rounds of ${ROUND_MILLIS} ms, ${CONNECTIONS} connections`);
  console.log(`without the agent: ${Math.round(median(found.bare))} requests/s (median)`);
  console.log(`with the agent:    ${Math.round(median(found.agent))} requests/s (median)`);
  console.log(`median of the ratios: ${percent(median(found.ratios))} requests/s, ${percent(median(found.cpuRatios))} processor time a request`);
}

main();
