// Templates of paths: what a framework says, else a path with its ids folded.
'use strict';

const { ofKoa } = require('./koa');

const ID = /^(?:\d+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{16,})$/i;
const LONGEST_SEGMENT = 40;
const MOST_SEGMENTS = 12;
const OTHER = 'other';

/** A path without query in which each segment that looks like an id is :id. */
function fold(path) {
  const segments = path.split('/');
  if (segments.length > MOST_SEGMENTS) {
    segments.length = MOST_SEGMENTS;
    segments.push('*');
  }
  return segments.map((segment) => (ID.test(segment) || segment.length > LONGEST_SEGMENT ? ':id' : segment)).join('/') || '/';
}

function pathOf(request) {
  const url = request.originalUrl ?? request.url ?? '/';
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

/** Express leaves on the request what it matched; a router's own mount path has its ids filled in. */
function ofExpress(request) {
  const path = request.route?.path;
  if (path === undefined) {
    return undefined;
  }
  const own = typeof path === 'string' ? path : Array.isArray(path) ? path.join('|') : String(path);
  // Most routes are not mounted, and this is done for every request.
  if (!request.baseUrl) {
    return own;
  }
  const mounted = fold(request.baseUrl);
  return mounted + (own === '/' ? '' : own);
}

/**
 * Routes by name, at most so many; the rest is "other". Folded paths get half of the room, so that whoever asks for
 * a thousand paths that do not exist takes no name from a route that does.
 */
class Routes {
  /** @param {(name: string) => T} create what is kept of a route */
  constructor(most, create = (name) => name) {
    this.most = most;
    this.create = create;
    this.known = new Map();
    this.other = undefined;
    this.templates = new WeakMap();
  }

  /** A framework's own name for the route of a request, which goes first. */
  remember(request, route) {
    this.templates.set(request, route);
  }

  of(request) {
    const template = ofExpress(request) ?? ofKoa(request) ?? this.templates.get(request);
    const name = template ?? fold(pathOf(request));
    let route = this.known.get(name);
    if (route === undefined) {
      if (this.known.size >= (template === undefined ? this.most / 2 : this.most)) {
        this.other ??= this.create(OTHER);
        return this.other;
      }
      route = this.create(name);
      this.known.set(name, route);
    }
    return route;
  }
}

module.exports = { Routes, fold };
