// The frames of RSocket 1.0 that an agent sends and gets. Lengths and numbers are big-endian.
'use strict';

const TYPE = { SETUP: 0x01, KEEPALIVE: 0x03, REQUEST_CHANNEL: 0x07, REQUEST_N: 0x08, CANCEL: 0x09, PAYLOAD: 0x0a, ERROR: 0x0b };
const FLAG = { METADATA: 0x100, FOLLOWS: 0x80, RESPOND: 0x80, COMPLETE: 0x40, NEXT: 0x20 };

const LENGTH_BYTES = 3;
const HEADER_BYTES = 6;
/** Acknowledgements and errors are far shorter. */
const MOST_FRAME_BYTES = 1 << 20;
const ROUTING = 'message/x.rsocket.routing.v0';
const PROTOBUF = 'application/x-protobuf';

/** A frame with its length before it. */
function frame(stream, type, flags, ...parts) {
  const bodyBytes = parts.reduce((sum, part) => sum + part.length, 0);
  const head = Buffer.allocUnsafe(LENGTH_BYTES + HEADER_BYTES);
  head.writeUIntBE(HEADER_BYTES + bodyBytes, 0, LENGTH_BYTES);
  head.writeUInt32BE(stream, 3);
  head.writeUInt16BE((type << 10) | flags, 7);
  return Buffer.concat([head, ...parts]);
}

function uint32(...values) {
  const buffer = Buffer.allocUnsafe(4 * values.length);
  values.forEach((value, i) => buffer.writeUInt32BE(value, 4 * i));
  return buffer;
}

function shortText(text) {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')]);
}

const setup = (keepaliveMillis, lifetimeMillis, data) =>
  frame(0, TYPE.SETUP, 0, uint32(0x00010000, keepaliveMillis, lifetimeMillis), shortText(ROUTING), shortText(PROTOBUF), data);

/** Opens a channel on a route with its first payload. */
function requestChannel(stream, route, demand, data) {
  const metadata = shortText(route);
  const length = Buffer.allocUnsafe(3);
  length.writeUIntBE(metadata.length, 0, 3);
  return frame(stream, TYPE.REQUEST_CHANNEL, FLAG.METADATA, uint32(demand), length, metadata, data);
}

const payload = (stream, data) => frame(stream, TYPE.PAYLOAD, FLAG.NEXT, data);
const complete = (stream) => frame(stream, TYPE.PAYLOAD, FLAG.COMPLETE);
const keepalive = (respond) => frame(0, TYPE.KEEPALIVE, respond ? FLAG.RESPOND : 0, uint32(0, 0));

/** Cuts what comes in over TCP into frames: { stream, type, flags, body }. */
class FrameSplitter {
  constructor() {
    this.rest = Buffer.alloc(0);
  }

  *split(chunk) {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    while (this.rest.length >= LENGTH_BYTES) {
      const length = this.rest.readUIntBE(0, LENGTH_BYTES);
      if (length < HEADER_BYTES || length > MOST_FRAME_BYTES) {
        throw new RangeError(`server sent a frame of ${length} bytes; is it an RSocket server?`);
      }
      if (this.rest.length < LENGTH_BYTES + length) {
        return;
      }
      const bytes = this.rest.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
      this.rest = this.rest.subarray(LENGTH_BYTES + length);
      const typeAndFlags = bytes.readUInt16BE(4);
      yield {
        stream: bytes.readUInt32BE(0),
        type: typeAndFlags >> 10,
        flags: typeAndFlags & 0x3ff,
        body: bytes.subarray(HEADER_BYTES),
      };
    }
  }
}

module.exports = { TYPE, FLAG, FrameSplitter, setup, requestChannel, payload, complete, keepalive };
