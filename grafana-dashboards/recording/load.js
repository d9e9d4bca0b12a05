// Sends requests to the services, GET far more often than POST, until it is stopped.
// usage: node load.js REQUESTS_PER_SECOND PORT...
'use strict';

const http = require('node:http');

const perSecond = Number(process.argv[2]);
const ports = process.argv.slice(3).map(Number);
const agent = new http.Agent({ keepAlive: true, maxSockets: 50 });

function pick() {
  const dice = Math.random();
  if (dice < 0.45) return ['GET', '/hotels'];
  if (dice < 0.8) return ['GET', `/hotels/${Math.floor(Math.random() * 1000)}`];
  if (dice < 0.93) return ['GET', '/search'];
  if (dice < 0.99) return ['POST', '/bookings'];
  return ['GET', '/favicon.ico'];
}

setInterval(() => {
  const [method, path] = pick();
  const port = ports[Math.floor(Math.random() * ports.length)];
  const request = http.request({ agent, host: '127.0.0.1', port, method, path }, (response) => response.resume());
  // A service that restarts refuses for a moment.
  request.on('error', () => {});
  request.end();
}, 1000 / perSecond);
