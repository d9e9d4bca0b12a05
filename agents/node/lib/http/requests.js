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
  diagnostics.subscribe('http.server.request.start', ({ request, response }) => {
    const start = performance.now();
    response.once('close', () => {
      const method = METHODS.includes(request.method) ? request.method : OTHER;
      const status = response.writableFinished ? response.statusCode : CLIENT_GONE;
      const seconds = (performance.now() - start) / 1000;
      const route = routes.of(request);
      route.observe(method, status, seconds);
      ended(request, response, route.name, method, status, seconds);
    });
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
