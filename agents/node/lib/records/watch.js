// Finds what is worth a record: slow and failed requests, exceptions that nobody caught, start and exit.
'use strict';

const FAILED = 500;

/** Records of this process; the recorder's rule for what is too much holds for all but transactions. */
class RecordWatch {
  /**
   * @param {import('./recorder').Recorder} recorder
   * @param {{slowSeconds: number, mostTransactions: number}} limits the latter for each report
   * @param {() => void} send
   */
  constructor(recorder, limits, send) {
    this.recorder = recorder;
    this.limits = limits;
    this.send = send;
    this.transactions = 0;
    this.suppressed = 0;
  }

  /** A report is made: as many transactions again. */
  nextReport() {
    this.transactions = 0;
  }

  /** Called for each request that has ended. */
  request(request, response, route, method, status, seconds) {
    if (seconds < this.limits.slowSeconds && status < FAILED) {
      return;
    }
    if (++this.transactions > this.limits.mostTransactions) {
      this.suppressed++;
      return;
    }
    const url = request.originalUrl ?? request.url ?? '';
    this.recorder.add('transaction', {
      time: Math.round(Date.now() - seconds * 1000),
      durationSeconds: seconds,
      method,
      route,
      status: response.writableFinished ? status : 0,
      path: url.split('?', 1)[0],
      clientAddress: request.socket?.remoteAddress ?? '',
      responseBytes: Number(response.getHeader('content-length')) || 0,
    });
    this.send();
  }

  /** What the process dies of, or what its program hands over. */
  exception(error, origin, attributes = {}) {
    this.addException(error, origin, attributes);
    this.send();
  }

  addException(error, origin, attributes) {
    const isError = error instanceof Error;
    this.recorder.add('exception', {
      type: isError ? (error.name ?? 'Error') : typeof error,
      message: isError ? String(error.message) : String(error),
      stack: isError ? String(error.stack ?? '') : '',
      origin,
      occurrences: 1,
      attributes,
    });
  }

  event(kind, message, attributes = {}) {
    this.recorder.add('event', { kind, message, attributes });
    this.send();
  }

  /** Changes nothing of how the process ends: what is written now is what the kernel still sends. */
  watchEnd() {
    process.on('uncaughtExceptionMonitor', (error, origin) => {
      this.addException(error, origin === 'unhandledRejection' ? 'unhandled_rejection' : 'uncaught', {});
      // Exception and exit go in one batch: a process that dies cannot wait to be asked for another.
      setImmediate(() => this.send());
    });
    process.on('exit', (code) => this.event('exit', `process exits with code ${code}`, { exit_code: code }));
  }
}

module.exports = { RecordWatch };
