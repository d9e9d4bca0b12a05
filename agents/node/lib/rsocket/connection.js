// One RSocket connection over TCP or TLS, with channels on it.
'use strict';

const net = require('node:net');
const tls = require('node:tls');
const { EventEmitter } = require('node:events');
const { TYPE, FLAG, FrameSplitter, ...frames } = require('./frames');

const KEEPALIVE_MILLIS = 10_000;
const LIFETIME_MILLIS = 30_000;
const ALL_ACKNOWLEDGEMENTS = 0x7fffffff;

/**
 * A request-channel. Emits 'demand' when the server asks for more, 'data' for each payload, and once
 * 'end' with the error or null.
 */
class Channel extends EventEmitter {
  constructor(connection, stream, route) {
    super();
    this.connection = connection;
    this.stream = stream;
    this.route = route;
    this.opened = false;
    this.ended = false;
    // The first payload opens the channel and needs no permission.
    this.demand = 1;
  }

  send(data) {
    this.demand--;
    this.connection.write(
      this.opened
        ? frames.payload(this.stream, data)
        : frames.requestChannel(this.stream, this.route, ALL_ACKNOWLEDGEMENTS, data),
    );
    this.opened = true;
  }

  close() {
    if (this.opened && !this.ended) {
      this.connection.write(frames.complete(this.stream));
    }
  }

  take(frame) {
    switch (frame.type) {
      case TYPE.REQUEST_N:
        this.demand = Math.min(this.demand + frame.body.readUInt32BE(0), ALL_ACKNOWLEDGEMENTS);
        this.emit('demand');
        break;
      case TYPE.PAYLOAD:
        if (frame.flags & FLAG.NEXT) {
          this.emit('data', frame.flags & FLAG.METADATA ? frame.body.subarray(3 + frame.body.readUIntBE(0, 3)) : frame.body);
        }
        if (frame.flags & FLAG.COMPLETE) {
          this.end(null);
        }
        break;
      case TYPE.CANCEL:
        this.end(null);
        break;
      case TYPE.ERROR:
        this.end(new Error(frame.body.toString('utf8', 4)));
        break;
    }
  }

  end(error) {
    if (!this.ended) {
      this.ended = true;
      this.connection.channels.delete(this.stream);
      this.emit('end', error);
    }
  }
}

/** Emits 'connect', and once 'close' with the error or null. */
class Connection extends EventEmitter {
  /**
   * @param {{host: string, port: number, tls: boolean}} address
   * @param {Buffer} setupData
   */
  constructor(address, setupData) {
    super();
    this.channels = new Map();
    this.nextStream = 1;
    this.closed = false;
    this.heard = Date.now();
    const splitter = new FrameSplitter();
    this.socket = (address.tls ? tls : net).connect({ host: address.host, port: address.port, servername: address.host });
    this.socket.setNoDelay(true);
    this.socket.on(address.tls ? 'secureConnect' : 'connect', () => {
      this.write(frames.setup(KEEPALIVE_MILLIS, LIFETIME_MILLIS, setupData));
      this.timer = setInterval(() => this.beat(), KEEPALIVE_MILLIS);
      this.timer.unref();
      this.emit('connect');
    });
    this.socket.on('data', (chunk) => {
      this.heard = Date.now();
      try {
        for (const frame of splitter.split(chunk)) {
          this.take(frame);
        }
      } catch (error) {
        this.close(error);
      }
    });
    this.socket.on('error', (error) => this.close(error));
    this.socket.on('close', () => this.close(null));
    // An agent must not keep its process alive.
    this.socket.unref();
  }

  channel(route) {
    const channel = new Channel(this, this.nextStream, route);
    this.channels.set(this.nextStream, channel);
    this.nextStream += 2;
    return channel;
  }

  write(buffer) {
    if (!this.closed) {
      this.socket.write(buffer);
    }
  }

  beat() {
    if (Date.now() - this.heard > LIFETIME_MILLIS) {
      this.close(new Error(`server has been silent for ${LIFETIME_MILLIS} ms`));
    } else {
      this.write(frames.keepalive(true));
    }
  }

  take(frame) {
    if (frame.stream !== 0) {
      this.channels.get(frame.stream)?.take(frame);
    } else if (frame.type === TYPE.KEEPALIVE && frame.flags & FLAG.RESPOND) {
      this.write(frames.keepalive(false));
    } else if (frame.type === TYPE.ERROR) {
      this.close(new Error(frame.body.toString('utf8', 4)));
    }
  }

  close(error) {
    if (!this.closed) {
      this.closed = true;
      clearInterval(this.timer);
      this.socket.destroy();
      this.channels.forEach((channel) => channel.end(error));
      this.emit('close', error);
    }
  }
}

module.exports = { Connection };
