// Guests of the hotel, at a steady rate, who count for themselves.
// usage: node load.js [SECONDS [REQUESTS_PER_SECOND]]; without seconds until it is interrupted. Prints a summary as JSON.
'use strict';

const http = require('node:http');

const seconds = Number(process.argv[2] ?? Infinity);
const rate = Number(process.argv[3] ?? 50);
const ports = { hotel: Number(process.env.HOTEL_PORT ?? 3001), search: Number(process.env.SEARCH_PORT ?? 3002) };
const connections = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** Of twenty requests so many are of this kind. */
const KINDS = [
  { share: 12, job: 'hotel', method: 'GET', route: '/hotel/:id' },
  { share: 3, job: 'hotel', method: 'GET', route: '/hotel/:id/rooms' },
  { share: 1, job: 'hotel', method: 'POST', route: '/hotel/:id/booking' },
  { share: 4, job: 'search', method: 'GET', route: '/search/:id' },
].map((kind) => ({ ...kind, statuses: {}, latencies: [] }));
const TURNS = KINDS.flatMap((kind) => new Array(kind.share).fill(kind));
/** Neighbours are of different kinds. */
const turn = (number) => TURNS[(number * 7) % TURNS.length];

const workers = {};
const failures = {};
let sent = 0;
let open = 0;

function ask(kind, number) {
  const path = kind.route.replace(':id', String(number % 1000));
  const start = performance.now();
  open++;
  const request = http.request({ port: ports[kind.job], host: '127.0.0.1', method: kind.method, path, agent: connections });
  request.on('response', (response) => {
    response.resume();
    response.on('end', () => {
      open--;
      kind.latencies.push((performance.now() - start) / 1000);
      kind.statuses[response.statusCode] = (kind.statuses[response.statusCode] ?? 0) + 1;
      const worker = `${kind.job}:${response.headers['x-worker'] ?? 0}`;
      workers[worker] = (workers[worker] ?? 0) + 1;
    });
    response.on('error', () => {});
  });
  request.on('error', (error) => {
    open--;
    failures[error.code] = (failures[error.code] ?? 0) + 1;
  });
  request.end();
}

function quantile(sorted, part) {
  return sorted.length === 0 ? null : sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)];
}

function summary(start, end) {
  const routes = KINDS.map(({ job, method, route, statuses, latencies }) => {
    const sorted = [...latencies].sort((one, other) => one - other);
    const [p50, p95, p99] = [0.5, 0.95, 0.99].map((part) => quantile(sorted, part));
    return { job, method, route, requests: sorted.length, statuses, p50_seconds: p50, p95_seconds: p95, p99_seconds: p99 };
  });
  const requests = routes.reduce((sum, route) => sum + route.requests, 0);
  const elapsed = (end - start) / 1000;
  return {
    from: new Date(start).toISOString(),
    to: new Date(end).toISOString(),
    requests,
    requests_per_second: requests / elapsed,
    failures,
    workers,
    routes,
  };
}

const start = Date.now();

async function end() {
  clearInterval(timer);
  const sendingEnded = Date.now();
  while (open > 0 && Date.now() < sendingEnded + 5_000) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  console.log(JSON.stringify(summary(start, sendingEnded), null, 2));
  process.exit(0);
}

// As many as should have been sent by now, so that a timer that comes late changes nothing of the rate.
const timer = setInterval(() => {
  const elapsed = (Date.now() - start) / 1000;
  while (sent < Math.min(elapsed, seconds) * rate) {
    ask(turn(sent), sent);
    sent++;
  }
  if (elapsed >= seconds) {
    end();
  }
}, 10);
process.once('SIGINT', end);
process.once('SIGTERM', end);
