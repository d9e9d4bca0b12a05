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
  const own = Array.isArray(path) ? path.join('|') : String(path);
  const mounted = fold(request.baseUrl ?? '');
  return (mounted === '/' ? '' : mounted) + (own === '/' && mounted !== '/' ? '' : own);
}

/**
 * Names routes, at most so many; the rest is "other". Folded paths get half of the room, so that whoever asks for
 * a thousand paths that do not exist takes no name from a route that does.
 */
class RouteNames {
  constructor(most) {
    this.most = most;
    this.known = new Set();
    this.templates = new WeakMap();
  }

  /** A framework's own name for the route of a request, which goes first. */
  remember(request, route) {
    this.templates.set(request, route);
  }

  of(request) {
    const template = this.templates.get(request) ?? ofExpress(request) ?? ofKoa(request);
    const route = template ?? fold(pathOf(request));
    if (this.known.has(route)) {
      return route;
    }
    if (this.known.size >= (template === undefined ? this.most / 2 : this.most)) {
      return OTHER;
    }
    this.known.add(route);
    return route;
  }
}

module.exports = { RouteNames, fold };
