'use strict';

const assert = require('node:assert');
const net = require('node:net');
const test = require('node:test');
const { Client } = require('../lib/client');
const { Outbox } = require('../lib/outbox');

const IDENTITY = { agentId: 'a', host: 'h', version: '1', labels: {}, token: '' };
const SERIES = [{ key: 'up', labels: { __name__: 'up' } }];

/** A client of a server that does this with each connection. */
async function against(onConnection, use) {
  const server = net.createServer(onConnection);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const outbox = new Outbox(1_000);
  const said = [];
  const address = { host: '127.0.0.1', port: server.address().port, tls: false };
  const client = new Client(address, IDENTITY, outbox, () => [], (message) => said.push(message));
  try {
    outbox.add({ timestamp: 1, series: SERIES, values: [1] });
    client.start();
    await use(client, outbox, said);
  } finally {
    await client.stop(0);
    server.close();
  }
}

async function until(condition) {
  const end = Date.now() + 10_000;
  while (!condition()) {
    assert.ok(Date.now() < end, 'waited for ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

for (const [what, answer] of Object.entries({
  'closes at once': (socket) => socket.destroy(),
  'speaks HTTP': (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
  'sends a frame that is too long': (socket) => socket.write(Buffer.from('ffffff000000000000', 'hex')),
  'rejects the setup': (socket) => socket.write(Buffer.from('00000c000000002c0000000003' + '6e6f', 'hex')),
})) {
  test(`a server that ${what} costs no sample, and the client tries again`, async () => {
    let connections = 0;
    await against(
      (socket) => {
        connections++;
        socket.on('error', () => {});
        answer(socket);
      },
      async (client, outbox, said) => {
        await until(() => connections >= 3);
        assert.strictEqual(outbox.samples, 1);
        assert.strictEqual(said.length, 1);
        assert.match(said[0], /trying again/);
      },
    );
  });
}

test('nothing is sent beyond what the server asks for', async () => {
  let bytes = 0;
  await against(
    (socket) => socket.on('data', (chunk) => (bytes += chunk.length)),
    async (client, outbox) => {
      await until(() => bytes > 0);
      const before = bytes;
      for (let time = 2; time < 100; time++) {
        outbox.add({ timestamp: time, series: SERIES, values: [1] });
        client.send();
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.strictEqual(bytes, before);
      assert.strictEqual(outbox.waiting.length, 98);
    },
  );
});
