// Counts every request that a server of this process answers.
'use strict';

const diagnostics = require('node:diagnostics_channel');
const { performance } = require('node:perf_hooks');
const { watchKoa } = require('./koa');
const { Routes } = require('./routes');

/** Seconds. A quantile is at most 2.5 times off, the distance of two bounds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const OTHER = 'OTHER';
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', OTHER];
/** What proxies log of a client that went before it was answered. */
const CLIENT_GONE = 499;
const OPEN = Symbol('barograph.open');

/** The requests of one route, by method and status. */
class RouteRequests {
  constructor(histogram, name) {
    this.histogram = histogram;
    this.name = name;
    this.children = new Map();
  }

  observe(method, status, seconds) {
    // One number for both, so that nothing is allocated for a request.
    const key = METHODS.indexOf(method) * 1000 + status;
    let child = this.children.get(key);
    if (child === undefined) {
      child = this.histogram.labels(method, this.name, status);
      this.children.set(key, child);
    }
    child.observe(seconds);
  }
}

/**
 * Requests of one connection that are not answered yet. There is one at a time, unless the client sends more before
 * it has its answer; so that one is kept without allocating anything.
 */
class OpenRequests {
  constructor() {
    this.response = null;
    this.start = 0;
    this.more = undefined;
  }

  begin(response) {
    if (this.response === null) {
      this.response = response;
      this.start = performance.now();
    } else {
      this.more ??= new Map();
      this.more.set(response, performance.now());
    }
  }

  /** When it began, in milliseconds; it is not open any more. */
  end(response) {
    if (this.response === response) {
      this.response = null;
      return this.start;
    }
    const start = this.more?.get(response);
    this.more?.delete(response);
    return start;
  }

  /** All that are left, with when they began. */
  rest() {
    const rest = this.more === undefined ? [] : [...this.more];
    return this.response === null ? rest : [[this.response, this.start], ...rest];
  }
}

/**
 * @param {(request, response, route, method, status, seconds) => void} ended told of each request
 */
function watchRequests(registry, mostRoutes, ended) {
  const histogram = registry.histogram(
    'http_server_requests_seconds',
    'Time from a request to the end of its answer.',
    ['method', 'route', 'status'],
    BUCKETS,
  );
  const routes = new Routes(mostRoutes, (name) => new RouteRequests(histogram, name));
  const count = (request, response, start, status) => {
    const method = METHODS.includes(request.method) ? request.method : OTHER;
    const seconds = (performance.now() - start) / 1000;
    const route = routes.of(request);
    route.observe(method, status, seconds);
    ended(request, response, route.name, method, status, seconds);
  };
  diagnostics.subscribe('http.server.request.start', ({ response, socket }) => {
    let open = socket[OPEN];
    if (open === undefined) {
      open = new OpenRequests();
      socket[OPEN] = open;
      socket.once('close', () => {
        open.rest().forEach(([one, start]) => count(one.req, one, start, CLIENT_GONE));
      });
    }
    open.begin(response);
  });
  diagnostics.subscribe('http.server.response.finish', ({ request, response, socket }) => {
    const start = socket[OPEN]?.end(response);
    if (start !== undefined) {
      count(request, response, start, response.statusCode);
    }
  });
  watchKoa();
  diagnostics.subscribe('fastify.initialization', ({ fastify }) => {
    fastify.addHook('onRequest', (request, reply, done) => {
      routes.remember(request.raw, request.routeOptions?.url ?? request.routerPath);
      done();
    });
  });
}

module.exports = { watchRequests, BUCKETS };
