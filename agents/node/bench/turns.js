// The app of app.js, which hears of requests in turns, and tells what they took in turns of either kind.
// usage: node --require ./switched.js --require AGENT turns.js PORT SECONDS
'use strict';

const express = require('express');
const { hear } = require('./switched');

const TURN_MILLIS = 25;
/** A process that has just started compiles. */
const WARM_UP_TURNS = 160;
/** On, off, off, on: what gets slower or faster all the while counts for both alike. */
const TURNS = [true, false, false, true];
const TURNS_OF_A_BLOCK = 40;

const [port, seconds] = process.argv.slice(2).map(Number);
let answers = 0;
let turn = -WARM_UP_TURNS;
let isOn = true;
let before;
const blocks = [];

const app = express();
app.get('/hotel/:id', (request, response) => {
  answers++;
  response.json({ id: request.params.id });
});
const sockets = new Set();
const server = app.listen(port, '127.0.0.1', () => process.send('listening'));
server.on('connection', (socket) => sockets.add(socket));

function now() {
  const { user, system } = process.cpuUsage();
  return { micros: user + system, answers };
}

function account(after) {
  const block = (blocks[Math.floor(turn / TURNS_OF_A_BLOCK)] ??= { on: { micros: 0, answers: 0 }, off: { micros: 0, answers: 0 } });
  const kind = block[isOn ? 'on' : 'off'];
  kind.micros += after.micros - before.micros;
  kind.answers += after.answers - before.answers;
}

/** A turn ends and the next begins. */
function next() {
  const after = now();
  if (turn >= 0) {
    account(after);
  }
  turn++;
  if (turn * TURN_MILLIS >= seconds * 1000) {
    process.send(blocks.map(({ on, off }) => on.micros / on.answers / (off.micros / off.answers)));
    clearInterval(timer);
    return;
  }
  const wanted = TURNS[Math.abs(turn) % TURNS.length];
  if (wanted !== isOn) {
    hear(wanted, sockets);
    isOn = wanted;
  }
  before = now();
}

const timer = setInterval(next, TURN_MILLIS);
