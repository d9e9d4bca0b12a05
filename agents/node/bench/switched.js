// Loaded ahead of the agent: what it hears of requests can be taken from it and given back, in one running process.
'use strict';

const diagnostics = require('node:diagnostics_channel');

const subscribe = diagnostics.subscribe;
const heard = [];

diagnostics.subscribe = (name, listener) => {
  if (name.startsWith('http.server.')) {
    heard.push([name, listener]);
  }
  subscribe(name, listener);
};

/**
 * Whether the agent hears of requests from now on.
 *
 * @param {Iterable<import('node:net').Socket>} sockets of which it forgets the requests whose end it would not hear
 */
function hear(isOn, sockets) {
  heard.forEach(([name, listener]) => (isOn ? subscribe : diagnostics.unsubscribe)(name, listener));
  for (const socket of sockets) {
    const open = Object.getOwnPropertySymbols(socket).find(({ description }) => description === 'barograph.open');
    if (open !== undefined) {
      socket[open].response = null;
    }
  }
}

module.exports = { hear };
