// As much of a server as an agent needs: takes batches on both channels, remembers them, and acknowledges.
'use strict';

const net = require('node:net');
const { FrameSplitter, TYPE, FLAG } = require('../../lib/rsocket/frames');
const { Reader, Writer } = require('../../lib/protobuf');

const NUMBERS = { 0: (r) => r.varint(), 1: (r) => r.double(), 2: (r) => r.bytes() };

/** Fields by number, each as what came in turn: numbers, doubles, or bytes. */
function fieldsOf(buffer) {
  const reader = new Reader(buffer);
  reader.double = function () {
    this.position += 8;
    return this.buffer.readDoubleLE(this.position - 8);
  };
  const fields = {};
  while (!reader.ended) {
    const number = reader.field();
    (fields[number] ??= []).push(NUMBERS[reader.type](reader));
  }
  return fields;
}

const text = (bytes) => bytes?.[0]?.toString('utf8') ?? '';
const unzigzag = (number) => (number % 2 === 0 ? number / 2 : -(number + 1) / 2);
const pairsOf = (entries = []) =>
  Object.fromEntries(entries.map(fieldsOf).map((pair) => [text(pair[1]), text(pair[2])]));

function keyOf(bytes) {
  const key = bytes === undefined ? {} : fieldsOf(bytes);
  return `${text(key[1])}/${text(key[2])}`;
}

class TestServer {
  constructor() {
    this.samples = new Map();
    this.sampleCount = 0;
    this.records = new Map();
    this.processes = new Map();
    this.hosts = [];
    this.sockets = new Set();
    this.batches = 0;
    this.silent = false;
  }

  /** Listens, on the port it had before if it had one. */
  async listen() {
    this.server = net.createServer((socket) => this.serve(socket));
    await new Promise((resolve) => this.server.listen(this.port ?? 0, '127.0.0.1', resolve));
    this.port = this.server.address().port;
    return this;
  }

  /** Goes without a word. */
  async kill() {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.sockets.forEach((socket) => socket.destroy());
    await closed;
  }

  serve(socket) {
    const splitter = new FrameSplitter();
    const channels = new Map();
    this.sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('data', (chunk) => {
      for (const frame of splitter.split(chunk)) {
        this.take(frame, channels, (stream, type, flags, body) => {
          const head = Buffer.alloc(9);
          head.writeUIntBE(6 + body.length, 0, 3);
          head.writeUInt32BE(stream, 3);
          head.writeUInt16BE((type << 10) | flags, 7);
          socket.write(Buffer.concat([head, body]));
        });
      }
    });
  }

  take({ stream, type, flags, body }, channels, answer) {
    if (type === TYPE.KEEPALIVE && flags & FLAG.RESPOND) {
      answer(0, TYPE.KEEPALIVE, 0, Buffer.alloc(8));
    } else if (type === TYPE.REQUEST_CHANNEL) {
      const metadata = 4 + 3 + body.readUIntBE(4, 3);
      channels.set(stream, { route: body.toString('utf8', 8, metadata), series: new Map(), refs: [] });
      this.batch(stream, channels.get(stream), body.subarray(metadata), answer);
    } else if (type === TYPE.PAYLOAD && flags & FLAG.NEXT) {
      this.batch(stream, channels.get(stream), body, answer);
    }
  }

  batch(stream, channel, body, answer) {
    if (this.silent) {
      return;
    }
    this.batches++;
    const fields = fieldsOf(body);
    const accepted = channel.route.endsWith('samples') ? this.takeSamples(channel, fields) : this.takeRecords(fields);
    const ack = new Writer();
    ack.uint(1, fields[1][0]);
    ack.uint(2, accepted);
    answer(stream, TYPE.PAYLOAD, FLAG.NEXT, ack.finish());
    answer(stream, TYPE.REQUEST_N, 0, Buffer.from([0, 0, 0, 1]));
  }

  takeSamples(channel, fields) {
    for (const definition of (fields[2] ?? []).map(fieldsOf)) {
      channel.series.set(definition[1]?.[0] ?? 0, pairsOf(definition[2]));
    }
    if (fields[3] !== undefined) {
      const reader = new Reader(fields[3][0]);
      channel.refs = [];
      while (!reader.ended) {
        channel.refs.push(reader.varint());
      }
    }
    const time = unzigzag(fields[4][0]);
    channel.refs.forEach((ref, i) => {
      const { __name__: name, ...labels } = channel.series.get(ref);
      this.samples.set(`${name} ${JSON.stringify(labels)}`, { name, labels, time, value: fields[6][0].readDoubleLE(8 * i) });
    });
    this.sampleCount += channel.refs.length;
    return channel.refs.length;
  }

  takeRecords(fields) {
    this.hosts.push(...(fields[3] ?? []).map((host) => pairsOf(fieldsOf(host)[6])));
    for (const report of (fields[4] ?? []).map(fieldsOf)) {
      const [status, pid, , restarts] = [2, 3, 4, 5].map((field) => report[field]?.[0] ?? 0);
      const [runtime, runtimeVersion, version, revision] = [6, 7, 8, 9].map((field) => text(report[field]));
      this.processes.set(keyOf(report[1][0]), { status, pid, restarts, runtime, runtimeVersion, version, revision });
    }
    let count = 0;
    for (const [field, what] of [[5, 'transaction'], [6, 'exception'], [7, 'event']]) {
      for (const one of (fields[field] ?? []).map(fieldsOf)) {
        const process = keyOf(one[2]?.[0] ?? fields[2][0]);
        const texts = [4, 5, 6].map((number) => (Buffer.isBuffer(one[number]?.[0]) ? text(one[number]) : ''));
        this.records.set(one[1][0].toString('hex'), { what, process, texts });
        count++;
      }
    }
    return count;
  }

  /** The last values of a metric, by the labels asked for. */
  values(name, ...labels) {
    const found = {};
    for (const one of this.samples.values()) {
      if (one.name === name) {
        found[labels.map((label) => one.labels[label]).join(' ')] = one.value;
      }
    }
    return found;
  }

  recordsOf(what) {
    return [...this.records.values()].filter((record) => record.what === what);
  }
}

module.exports = { TestServer };
