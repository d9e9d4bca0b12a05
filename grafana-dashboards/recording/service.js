// A hotel's HTTP service with one slow route, measured by prom-client under Barograph's names.
// usage: node service.js PORT
'use strict';

const http = require('node:http');
const client = require('prom-client');

const port = Number(process.argv[2]);
client.collectDefaultMetrics();

const requests = new client.Histogram({
  name: 'http_server_requests_seconds',
  help: 'Time to answer a request.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
});

// How long each route takes, milliseconds, and how many of a thousand requests fail.
const routes = [
  { method: 'GET', route: '/hotels', takes: 8, fails: 0 },
  { method: 'GET', route: '/hotels/:id', takes: 20, fails: 5 },
  { method: 'GET', route: '/search', takes: 120, fails: 10 },
  { method: 'POST', route: '/bookings', takes: 450, fails: 40 },
];

function routeOf(method, path) {
  const template = path.replace(/^\/hotels\/\d+$/, '/hotels/:id');
  return routes.find((route) => route.method === method && route.route === template);
}

// Half of the time is certain, the other half has a long tail.
function delay(milliseconds) {
  return milliseconds / 2 + (milliseconds / 2) * -Math.log(1 - Math.random());
}

function burn(milliseconds) {
  const end = process.hrtime.bigint() + BigInt(Math.round(milliseconds * 1e6));
  while (process.hrtime.bigint() < end);
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/metrics') {
    response.setHeader('Content-Type', client.register.contentType);
    response.end(await client.register.metrics());
    return;
  }
  const found = routeOf(request.method, request.url);
  const took = requests.startTimer();
  if (!found) {
    response.writeHead(404).end();
    took({ method: request.method, route: 'unknown', status: 404 });
    return;
  }
  burn(found.takes / 50);
  setTimeout(() => {
    const status = Math.random() * 1000 < found.fails ? 500 : 200;
    response.writeHead(status).end(JSON.stringify({ rooms: new Array(50).fill(found.route) }));
    took({ method: found.method, route: found.route, status });
  }, delay(found.takes));
});

server.listen(port, '127.0.0.1');
