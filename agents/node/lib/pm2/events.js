// What happens to PM2's processes, from PM2's bus, as records.
'use strict';

const { isReplaced } = require('./processes');
const { PRESENT, EXITING } = require('./presence');

/** An agent in a process tells that it is there, or that the process exits, within these of PM2's own word. */
const START_PATIENCE_MILLIS = 5_000;
const EXIT_PATIENCE_MILLIS = 1_000;

/** What is no name of an error is its message. */
const NAMED = /^(?:Uncaught )?([A-Za-z_$][\w$.]*(?:Error|Exception))\b/;

class Pm2Events {
  /**
   * @param {import('./processes').Pm2Processes} processes
   * @param {import('../records/recorder').Recorder} recorder
   * @param {(soon: boolean) => void} changed a process is not what it was: read and report; or only send
   */
  constructor(processes, recorder, changed) {
    this.processes = processes;
    this.recorder = recorder;
    this.changed = changed;
    /** Of which process the exit is told, by its number with PM2. */
    this.exited = new Map();
    this.latest = new Map();
  }

  /** The list as read last: who had which number. */
  read(list) {
    this.latest = new Map(list.map((one) => [one.id, one]));
    [...this.exited.keys()].filter((id) => !this.latest.has(id)).forEach((id) => this.exited.delete(id));
  }

  listen(bus) {
    bus.on(PRESENT, ({ process: { pm_id: id }, data }) => this.processes.present(id, data));
    bus.on(EXITING, ({ process: { pm_id: id }, data }) => this.exited.set(id, data.pid));
    bus.on('process:exception', ({ process: { pm_id: id }, data }) => this.exception(id, data));
    bus.on('process:event', ({ event, manually, process: { pm_id: id, exit_code: code } }) => {
      if (!isReplaced(id)) {
        this.event(event, id, { code, manually });
      }
    });
  }

  event(event, id, { code, manually }) {
    const before = this.latest.get(id);
    if (event === 'exit' && before?.pid > 0) {
      this.later(EXIT_PATIENCE_MILLIS, () => this.exit(before, code, manually));
    } else if (event === 'online') {
      this.later(START_PATIENCE_MILLIS, () => this.start(id));
    } else if (event === 'restart overlimit' && before !== undefined) {
      this.record('event', before, { kind: 'errored', message: 'PM2 has given up starting the process again', attributes: {} });
    }
    if (['online', 'exit', 'stop', 'restart', 'delete', 'restart overlimit'].includes(event)) {
      this.changed(true);
    }
  }

  later(millis, action) {
    setTimeout(action, millis).unref();
  }

  start(id) {
    const one = this.latest.get(id);
    if (one === undefined || one.status !== 'online' || this.processes.hasAgent(id, one.pid)) {
      return;
    }
    this.record('event', one, {
      time: one.startTime,
      kind: 'start',
      message: 'process starts under PM2',
      attributes: { pid: one.pid, revision: one.revision },
    });
  }

  /** PM2 may tell of an exit twice, and gives code 0 also to what a signal has ended. */
  exit(one, code, manually) {
    if (this.exited.get(one.id) === one.pid) {
      return;
    }
    this.exited.set(one.id, one.pid);
    this.record('event', one, {
      kind: 'exit',
      message: `process has ended, with code ${code} as PM2 tells`,
      attributes: { pid: one.pid, exit_code: code ?? '', by_hand: Boolean(manually) },
    });
  }

  /** Only of a process without an agent of its own, which knows more and tells the same. */
  exception(id, error) {
    const one = this.latest.get(id);
    if (one === undefined || this.processes.hasAgent(id, one.pid)) {
      return;
    }
    const stack = String(error?.stack ?? '');
    const message = String(error?.message ?? error);
    this.record('exception', one, {
      type: String(error?.name ?? NAMED.exec(stack)?.[1] ?? 'Error'),
      message,
      stack,
      origin: 'uncaught',
      occurrences: 1,
      attributes: {},
    });
  }

  record(what, { key }, fields) {
    this.recorder.add(what, { process: key, ...fields });
    this.changed(false);
  }
}

module.exports = { Pm2Events };
