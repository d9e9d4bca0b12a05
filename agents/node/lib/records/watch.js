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
    this.sendSoon();
  }

  /** What the process dies of, or what its program hands over. */
  exception(error, origin, attributes = {}) {
    const isError = error instanceof Error;
    this.recorder.add('exception', {
      type: isError ? (error.name ?? 'Error') : typeof error,
      message: isError ? String(error.message) : String(error),
      stack: isError ? String(error.stack ?? '') : '',
      origin,
      occurrences: 1,
      attributes,
    });
    this.sendSoon();
  }

  event(kind, message, attributes = {}) {
    this.recorder.add('event', { kind, message, attributes });
    this.sendSoon();
  }

  /** What is recorded in one turn of the event loop goes together. */
  sendSoon() {
    this.sending ??= setImmediate(() => {
      this.sending = undefined;
      this.send();
    });
  }

  /**
   * Changes nothing of how the process ends: what is written in its last moment is what the kernel still sends, in
   * one batch, because the server has no time to ask for another.
   *
   * @param {() => void} toldExit called when the exit is on its way
   */
  watchEnd(toldExit = () => {}) {
    process.on('uncaughtExceptionMonitor', (error, origin) =>
      this.exception(error, origin === 'unhandledRejection' ? 'unhandled_rejection' : 'uncaught'),
    );
    this.watchRejections();
    process.on('exit', (code) => {
      this.recorder.add('event', { kind: 'exit', message: `process exits with code ${code}`, attributes: { exit_code: code } });
      this.send();
      if (this.recorder.waiting.length === 0) {
        toldExit();
      }
    });
  }

  /**
   * A listener keeps a rejection from ending the process, and from the monitor above. So there is one only as long
   * as somebody else has one, as PM2 has in its clusters.
   */
  watchRejections() {
    const REJECTION = 'unhandledRejection';
    const listener = (error) => this.exception(error, 'unhandled_rejection');
    const follow = () => {
      const others = process.listeners(REJECTION).some((other) => other !== listener);
      process.removeListener(REJECTION, listener);
      if (others) {
        process.prependListener(REJECTION, listener);
      }
    };
    const changed = (name, other) => {
      if (name === REJECTION && other !== listener) {
        process.nextTick(follow);
      }
    };
    process.on('newListener', changed);
    process.on('removeListener', changed);
    follow();
  }
}

module.exports = { RecordWatch };
