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
  /** Records an error that the program has caught, with attributes of one's own. */
  captureException: (error, attributes) => running().watch.exception(error, 'reported', attributes),
  /** Records that something happened, such as a deploy. */
  event: (kind, message, attributes) => running().watch.event(kind, message, attributes),
  counter: (name, help, labelNames) => running().registry.counter(name, help, labelNames),
  gauge: (name, help, labelNames) => running().registry.gauge(name, help, labelNames),
  histogram: (name, help, labelNames = [], buckets = DEFAULT_BUCKETS) =>
    running().registry.histogram(name, help, labelNames, buckets),
};
