'use strict';

const { Agent } = require('./agent');
const { settings } = require('./settings');

let agent;

function running() {
  if (agent === undefined) {
    start();
  }
  return agent;
}

/**
 * Starts the agent of this process, once; options are described in README.md.
 *
 * @throws {TypeError} for a setting that cannot be used
 */
function start(options) {
  if (agent === undefined) {
    agent = new Agent(settings(options), (message) => process.stderr.write(`barograph agent: ${message}\n`));
    agent.start();
  }
}

/** Sends what is left, within a second. */
async function stop() {
  await agent?.stop();
  agent = undefined;
}

const DEFAULT_BUCKETS = require('./http/requests').BUCKETS;

module.exports = {
  start,
  stop,
  counter: (name, help, labelNames) => running().registry.counter(name, help, labelNames),
  gauge: (name, help, labelNames) => running().registry.gauge(name, help, labelNames),
  histogram: (name, help, labelNames = [], buckets = DEFAULT_BUCKETS) =>
    running().registry.histogram(name, help, labelNames, buckets),
};
