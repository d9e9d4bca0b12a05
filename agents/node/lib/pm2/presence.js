// What the agent in a process and the module beside PM2 tell each other, so that nothing is told twice.
'use strict';

/** Types of messages on PM2's bus. */
const PRESENT = 'barograph:present';
const EXITING = 'barograph:exiting';

/** Over PM2's channel, if there is one; a channel that closes meanwhile is no error of the program. */
function tell(type, data) {
  if (process.connected && typeof process.send === 'function') {
    process.send({ type, data }, undefined, undefined, () => {});
  }
}

/** The module leaves start, exit and exceptions of this process to its own agent, which knows more. */
function tellPresence({ underPm2, labels: { host, job, instance } }) {
  if (underPm2) {
    tell(PRESENT, { pid: process.pid, host, job, instance });
  }
}

/** Not told where a signal ends the process: then the module tells of the exit. */
function tellExit({ underPm2 }) {
  if (underPm2) {
    tell(EXITING, { pid: process.pid });
  }
}

module.exports = { tellPresence, tellExit, PRESENT, EXITING };
