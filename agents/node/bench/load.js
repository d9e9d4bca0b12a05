// Asks as fast as it is answered, on a few connections. Over sockets, so that the server is what is measured.
'use strict';

const net = require('node:net');

const REQUEST = 'GET /hotel/42 HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** Connections to a server that are asked on one after the other. */
class Load {
  constructor(port, connections) {
    this.sockets = Array.from({ length: connections }, () => this.connect(port));
    this.answers = 0;
    this.running = false;
  }

  /** An answer ends with its body, of which this app has one kind. */
  connect(port) {
    const socket = net.connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      if (chunk[chunk.length - 1] !== 0x7d) {
        throw new Error(`an answer came in parts: ${chunk.toString('latin1')}`);
      }
      this.answers++;
      if (this.running) {
        socket.write(REQUEST);
      }
    });
    return socket;
  }

  /** Answers in so many milliseconds, and how long it really took. */
  async run(millis) {
    this.answers = 0;
    this.running = true;
    const start = process.hrtime.bigint();
    this.sockets.forEach((socket) => socket.write(REQUEST));
    await new Promise((resolve) => setTimeout(resolve, millis));
    const answers = this.answers;
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    this.running = false;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { answers, seconds };
  }

  close() {
    this.sockets.forEach((socket) => socket.destroy());
  }
}

module.exports = { Load };
