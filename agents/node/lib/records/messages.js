// The messages of protocol/src/main/protobuf/barograph/v1/records.proto.
'use strict';

const { Writer } = require('../protobuf');

const STATUSES = { online: 1, starting: 2, stopping: 3, stopped: 4, errored: 5 };
const FIELDS = { transaction: 5, exception: 6, event: 7 };

function processKey({ job, instance }) {
  const message = new Writer();
  message.string(1, job);
  message.string(2, instance);
  return message;
}

function hostReport(host) {
  const message = new Writer();
  message.string(1, host.operatingSystem);
  message.string(2, host.architecture);
  message.uint(3, host.processors);
  message.uint(4, host.memoryBytes);
  message.sint(5, host.bootTime);
  message.map(6, host.versions);
  return message;
}

function processReport(state) {
  const message = new Writer();
  message.message(1, processKey(state.key));
  message.uint(2, STATUSES[state.status] ?? 0);
  message.uint(3, state.pid);
  message.sint(4, state.startTime);
  message.uint(5, state.restarts);
  message.string(6, state.runtime);
  message.string(7, state.runtimeVersion);
  message.string(8, state.version);
  message.string(9, state.revision);
  message.map(10, state.labels);
  return message;
}

const ENCODERS = {
  transaction(message, record) {
    message.sint(3, record.time);
    message.double(4, record.durationSeconds);
    message.string(5, record.method);
    message.string(6, record.route);
    message.uint(7, record.status);
    message.string(8, record.path);
    message.string(9, record.clientAddress);
    message.uint(11, record.responseBytes);
    message.uint(14, Number(record.truncated));
  },
  exception(message, record) {
    message.sint(3, record.time);
    message.string(4, record.type);
    message.string(5, record.message);
    message.string(6, record.stack);
    message.string(9, record.origin);
    message.uint(12, record.occurrences);
    message.map(13, record.attributes);
    message.uint(14, Number(record.truncated));
  },
  event(message, record) {
    message.sint(3, record.time);
    message.string(4, record.kind);
    message.string(5, record.message);
    message.map(6, record.attributes);
    message.uint(7, Number(record.truncated));
  },
};

/**
 * A batch of records of one process.
 *
 * @param {number} number comes back in the acknowledgement
 * @param {{job: string, instance: string}} key of the process of records that name none
 * @param {{host: object, processes: object[]} | null} reports how host and processes are, or null
 * @param {object[]} records each with id, kind of record in "what", its process or none, and its fields
 */
function recordBatch(number, key, reports, records) {
  const message = new Writer(256 + records.length * 512);
  message.uint(1, number);
  message.message(2, processKey(key));
  message.sint(8, Date.now());
  if (reports !== null) {
    message.message(3, hostReport(reports.host));
    reports.processes.forEach((state) => message.message(4, processReport(state)));
  }
  // Fields of one number stand together, as every encoder writes them.
  for (const [what, field] of Object.entries(FIELDS)) {
    for (const record of records.filter((one) => one.what === what)) {
      const one = new Writer(512);
      one.bytes(1, record.id);
      if (record.process !== undefined) {
        one.message(2, processKey(record.process));
      }
      ENCODERS[what](one, record);
      message.message(field, one);
    }
  }
  return message.finish();
}

module.exports = { recordBatch };
