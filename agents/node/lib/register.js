// For `node --require barograph/register` and `node --import barograph/register`.
'use strict';

try {
  require('./index').start();
} catch (error) {
  // A mistake in a setting of the agent must not keep the program from running.
  process.stderr.write(`barograph agent: not started: ${error.message}\n`);
}
