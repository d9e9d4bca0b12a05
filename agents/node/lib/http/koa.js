// Templates of Koa's routers, which say what they matched on a context that the request does not know.
'use strict';

const Module = require('node:module');

const CONTEXT = Symbol('barograph.koa');
const WATCHED = Symbol('barograph.koa.watched');

/**
 * The template of the route that answered: koa-router and @koa/router leave it on the context. A router's
 * middleware has a path of its own, which is taken for the route only by layers that have methods.
 */
function ofKoa(request) {
  const context = request[CONTEXT];
  const path = context?._matchedRoute;
  if (path === undefined || path === null) {
    return undefined;
  }
  const routes = context.matched?.filter(({ methods }) => methods?.includes(request.method)) ?? [];
  const route = routes.find((layer) => layer.path === path) ?? routes[0];
  return route === undefined ? undefined : String(route.path);
}

function isKoa(exported) {
  const prototype = typeof exported === 'function' ? exported.prototype : undefined;
  return typeof prototype?.createContext === 'function' && typeof prototype.handleRequest === 'function';
}

function watch(exported) {
  const Koa = isKoa(exported) ? exported : undefined;
  if (Koa === undefined || Object.hasOwn(Koa.prototype, WATCHED)) {
    return;
  }
  const createContext = Koa.prototype.createContext;
  Koa.prototype[WATCHED] = true;
  Koa.prototype.createContext = function (request, response) {
    const context = createContext.call(this, request, response);
    request[CONTEXT] = context;
    return context;
  };
}

/** Koa tells nobody of its requests, so it is met where it is loaded: as CommonJS, also when it is imported. */
function watchKoa() {
  Object.values(require.cache).forEach((module) => watch(module?.exports));
  const load = Module._load;
  Module._load = function (...asked) {
    const exported = load.apply(this, asked);
    watch(exported);
    return exported;
  };
}

module.exports = { ofKoa, watchKoa };
