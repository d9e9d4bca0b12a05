// The messages of protocol/src/main/protobuf/barograph/v1/samples.proto.
'use strict';

const { Writer, Reader } = require('./protobuf');

const PROTOCOL_VERSION = 1;
const METRIC_TYPES = { counter: 1, gauge: 2, histogram: 3, summary: 4, info: 6 };

/** Data of the SETUP frame: { agentId, host, version, labels, token }. */
function agentSetup(identity) {
  const message = new Writer();
  message.uint(1, PROTOCOL_VERSION);
  message.string(2, identity.agentId);
  message.string(3, identity.host);
  message.string(4, identity.version);
  message.map(5, identity.labels);
  message.string(6, identity.token);
  return message.finish();
}

/**
 * A batch of samples at one time.
 *
 * @param {number} number comes back in the acknowledgement
 * @param {{ref: number, labels: object}[]} definitions series that are new on the channel
 * @param {number[] | null} refs null: the same as in the batch before
 * @param {number} timestamp milliseconds since the Unix epoch
 * @param {number[]} values one for each ref
 * @param {{name: string, type: string, help: string}[]} descriptions
 */
function sampleColumns(number, definitions, refs, timestamp, values, descriptions) {
  const message = new Writer(64 + values.length * 10 + definitions.length * 128);
  message.uint(1, number);
  for (const { ref, labels } of definitions) {
    const definition = new Writer();
    definition.uint(1, ref);
    definition.map(2, labels);
    message.message(2, definition);
  }
  if (refs !== null) {
    message.packedUints(3, refs);
  }
  message.sint(4, timestamp);
  message.packedDoubles(6, values);
  for (const { name, type, help } of descriptions) {
    const description = new Writer();
    description.string(1, name);
    description.uint(2, METRIC_TYPES[type] ?? 0);
    description.string(3, help);
    message.message(7, description);
  }
  return message.finish();
}

/** What the server says to a batch: { batch, accepted, refused: [{ reason, samples, message }] }. */
const writeAck = (buffer) => acknowledgement(buffer, 4);

/** The same of a batch of records, which are counted as samples are. */
const recordAck = (buffer) => acknowledgement(buffer, 3);

function acknowledgement(buffer, messageField) {
  const reader = new Reader(buffer);
  const ack = { batch: 0, accepted: 0, refused: [] };
  while (!reader.ended) {
    switch (reader.field()) {
      case 1:
        ack.batch = reader.varint();
        break;
      case 2:
        ack.accepted = reader.varint();
        break;
      case 3:
        ack.refused.push(refusal(reader.bytes(), messageField));
        break;
      default:
        reader.skip();
    }
  }
  return ack;
}

function refusal(buffer, messageField) {
  const reader = new Reader(buffer);
  const refused = { reason: '', samples: 0, message: '' };
  while (!reader.ended) {
    switch (reader.field()) {
      case 1:
        refused.reason = reader.string();
        break;
      case 2:
        refused.samples = reader.varint();
        break;
      case messageField:
        refused.message = reader.string();
        break;
      default:
        reader.skip();
    }
  }
  return refused;
}

module.exports = { agentSetup, sampleColumns, writeAck, recordAck };
