'use strict';

const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');
const test = require('node:test');
const { Registry } = require('../lib/metrics');
const { watchRequests } = require('../lib/http/requests');

const ended = [];
watchRequests(new Registry({}), 100, (request, response, route, method, status, seconds) =>
  ended.push([method, route, status, seconds >= 0]),
);

/** A server that answers /later when it is told to, and everything else at once. */
async function serving(use) {
  const later = [];
  const server = http.createServer((request, response) => {
    if (request.url === '/later') {
      later.push(response);
    } else {
      response.statusCode = request.url === '/broken' ? 500 : 200;
      response.end(request.url);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  ended.length = 0;
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.on('error', () => {});
  socket.resume();
  await use(socket, later);
  socket.destroy();
  server.close();
}

async function until(condition) {
  const end = Date.now() + 10_000;
  while (!condition()) {
    assert.ok(Date.now() < end, 'waited for ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const ask = (path, method = 'GET') => `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

test('each request of a connection is counted once', () =>
  serving(async (socket) => {
    for (const [path, method] of [['/a', 'GET'], ['/broken', 'GET'], ['/a', 'HEAD'], ['/a', 'PURGE']]) {
      const before = ended.length;
      socket.write(ask(path, method));
      await until(() => ended.length > before);
    }
    assert.deepStrictEqual(ended, [
      ['GET', '/a', 200, true],
      ['GET', '/broken', 500, true],
      ['HEAD', '/a', 200, true],
      ['OTHER', '/a', 200, true],
    ]);
  }));

test('requests that are sent before the answer are counted too', () =>
  serving(async (socket, later) => {
    socket.write(ask('/later') + ask('/b') + ask('/later'));
    await until(() => later.length === 2);
    later.forEach((response) => response.end());
    await until(() => ended.length === 3);
    assert.deepStrictEqual(ended.map(([, route, status]) => [route, status]), [
      ['/later', 200],
      ['/b', 200],
      ['/later', 200],
    ]);
  }));

test('a client that goes before its answers is told by the status', () =>
  serving(async (socket, later) => {
    socket.write(ask('/later') + ask('/later') + ask('/c'));
    await until(() => later.length === 2);
    socket.destroy();
    await until(() => ended.length === 3);
    assert.deepStrictEqual(ended.map(([, route, status]) => [route, status]), [
      ['/later', 499],
      ['/later', 499],
      ['/c', 499],
    ]);
  }));
