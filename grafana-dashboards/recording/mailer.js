// A service without requests that reports what fails in it to the agent for Node.js. In the middle a deploy brings
// an exception that was not there before, for a while many of it.
// usage: node mailer.js AGENT_DIRECTORY SECONDS_UNTIL_DEPLOY
'use strict';

const barograph = require(process.argv[2]);
const untilDeploy = Number(process.argv[3]) * 1000;

function attempt(work) {
  try {
    work();
  } catch (error) {
    barograph.captureException(error, { queue: 'confirmations' });
  }
}

function send(letter) {
  throw new Error(`mailbox of guest ${letter} is full`);
}

function render(letter) {
  throw new TypeError(`template of letter ${letter} has no subject`);
}

let letter = 0;
setInterval(() => attempt(() => send(letter++)), 7000);
setTimeout(() => {
  barograph.event('deploy', 'version 2');
  const burst = setInterval(() => attempt(() => render(letter++)), 500);
  setTimeout(() => clearInterval(burst), 120_000);
}, untilDeploy);
