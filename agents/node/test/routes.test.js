'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { Routes, fold } = require('../lib/http/routes');

test('ids in paths are folded', () => {
  assert.strictEqual(fold('/hotel/42/rooms'), '/hotel/:id/rooms');
  assert.strictEqual(fold('/u/3f2504e0-4f89-11d3-9a0c-0305e82c3301'), '/u/:id');
  assert.strictEqual(fold('/blob/deadbeefdeadbeef'), '/blob/:id');
  assert.strictEqual(fold(`/x/${'y'.repeat(41)}`), '/x/:id');
  assert.strictEqual(fold('/a'.repeat(20)), `${'/a'.repeat(11)}/*`);
  assert.strictEqual(fold('/'), '/');
});

test('a framework knows better', () => {
  const names = new Routes(10);
  assert.strictEqual(names.of({ url: '/hotel/7', route: { path: '/hotel/:name' } }), '/hotel/:name');
  assert.strictEqual(names.of({ url: '/9/list', baseUrl: '/city/12', route: { path: '/list' } }), '/city/:id/list');
  assert.strictEqual(names.of({ url: '/', baseUrl: '/city', route: { path: '/' } }), '/city');
  const request = { url: '/x/abc' };
  names.remember(request, '/x/:name');
  assert.strictEqual(names.of(request), '/x/:name');
  assert.strictEqual(names.of({ url: '/plain?q=1#h' }), '/plain');
});

test('a flood of paths is one, and leaves room for routes', () => {
  const names = new Routes(6);
  const seen = new Set();
  for (let i = 0; i < 100_000; i++) {
    seen.add(names.of({ url: `/word-${i}` }));
  }
  assert.deepStrictEqual([...seen], ['/word-0', '/word-1', '/word-2', 'other']);
  assert.strictEqual(names.of({ url: '/hotel/7', route: { path: '/hotel/:name' } }), '/hotel/:name');
});
