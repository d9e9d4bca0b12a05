// The little of protobuf that the messages of the agent need.
'use strict';

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;

/** Writes one message. Numbers are whole and at most 2^53. */
class Writer {
  constructor(capacity = 256) {
    this.buffer = Buffer.allocUnsafe(capacity);
    this.length = 0;
  }

  room(bytes) {
    if (this.length + bytes > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + bytes));
      this.buffer.copy(larger, 0, 0, this.length);
      this.buffer = larger;
    }
  }

  rawVarint(value) {
    this.room(10);
    let rest = value;
    while (rest >= 0x80) {
      this.buffer[this.length++] = (rest % 0x80) + 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.buffer[this.length++] = rest;
  }

  rawZigzag(value) {
    this.rawVarint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  tag(field, type) {
    this.rawVarint(field * 8 + type);
  }

  /** Zero is the default and is left out, here and below. */
  uint(field, value) {
    if (value !== 0) {
      this.tag(field, VARINT);
      this.rawVarint(value);
    }
  }

  sint(field, value) {
    if (value !== 0) {
      this.tag(field, VARINT);
      this.rawZigzag(value);
    }
  }

  bytes(field, value) {
    this.tag(field, LENGTH);
    this.rawVarint(value.length);
    this.room(value.length);
    this.length += value.copy(this.buffer, this.length);
  }

  string(field, value) {
    if (value !== '') {
      this.bytes(field, Buffer.from(value, 'utf8'));
    }
  }

  double(field, value) {
    if (value !== 0) {
      this.tag(field, FIXED64);
      this.room(8);
      this.length = this.buffer.writeDoubleLE(value, this.length);
    }
  }

  /** A map from strings to strings. */
  map(field, entries) {
    for (const [name, value] of Object.entries(entries)) {
      this.message(field, new Writer().pair(name, String(value)));
    }
  }

  /** Two strings, as entries of maps and labels are. */
  pair(name, value) {
    this.string(1, name);
    this.string(2, value);
    return this;
  }

  message(field, writer) {
    this.bytes(field, writer.finish());
  }

  packedUints(field, values) {
    const packed = new Writer(values.length * 2);
    values.forEach((value) => packed.rawVarint(value));
    this.message(field, packed);
  }

  packedDoubles(field, values) {
    this.tag(field, LENGTH);
    this.rawVarint(values.length * 8);
    this.room(values.length * 8);
    for (let i = 0; i < values.length; i++) {
      this.length = this.buffer.writeDoubleLE(values[i], this.length);
    }
  }

  finish() {
    return this.buffer.subarray(0, this.length);
  }
}

/** Reads the fields of one message in turn. */
class Reader {
  constructor(buffer) {
    this.buffer = buffer;
    this.position = 0;
  }

  get ended() {
    return this.position >= this.buffer.length;
  }

  varint() {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.ended) {
        throw new RangeError('message ends within a number');
      }
      const byte = this.buffer[this.position++];
      if (shift < 28) {
        low += (byte & 0x7f) * 2 ** shift;
      } else {
        high += (byte & 0x7f) * 2 ** (shift - 28);
      }
      if (byte < 0x80) {
        return low + high * 2 ** 28;
      }
    }
    throw new RangeError('number has more than ten bytes');
  }

  /** The number of the next field; its value comes next, or is passed over by skip. */
  field() {
    const tag = this.varint();
    this.type = tag % 8;
    return Math.floor(tag / 8);
  }

  bytes() {
    const length = this.varint();
    if (length > this.buffer.length - this.position) {
      throw new RangeError('message ends within a field');
    }
    this.position += length;
    return this.buffer.subarray(this.position - length, this.position);
  }

  string() {
    return this.bytes().toString('utf8');
  }

  skip() {
    switch (this.type) {
      case VARINT:
        this.varint();
        break;
      case FIXED64:
        this.position += 8;
        break;
      case LENGTH:
        this.bytes();
        break;
      case FIXED32:
        this.position += 4;
        break;
      default:
        throw new RangeError(`wire type ${this.type} is unknown`);
    }
  }
}

module.exports = { Writer, Reader };
