'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const test = require('node:test');

const RECORDS = path.join(__dirname, '../lib/records');

/** What is recorded in a process that does this, and its exit code. */
function recordedBy(program) {
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      '-e',
      `const { Recorder } = require('${RECORDS}/recorder');
       const { RecordWatch } = require('${RECORDS}/watch');
       const recorder = new Recorder(10);
       const told = () => recorder.waiting.map(({ kind, origin }) => kind ?? origin).join(' ');
       new RecordWatch(recorder, {}, () => {}).watchEnd(() => {});
       process.on('exit', () => process.stdout.write(told()));
       ${program}`,
    ],
    { encoding: 'utf8' },
  );
  return [status, stdout];
}

test('an error or a rejection that nobody handles ends the process as before, and is recorded with the exit', () => {
  assert.deepStrictEqual(recordedBy(`throw new Error('a');`), [1, 'uncaught exit']);
  assert.deepStrictEqual(recordedBy(`Promise.reject(new Error('a'));`), [1, 'unhandled_rejection exit']);
  assert.deepStrictEqual(recordedBy(`process.exit(7);`), [7, 'exit']);
});

test('a rejection that another listener takes, as of PM2, is recorded and still ends nothing', () => {
  const listener = `const taken = () => {}; process.on('unhandledRejection', taken);`;
  const reject = `setTimeout(() => Promise.reject(new Error('a')), 10);`;
  assert.deepStrictEqual(recordedBy(listener + reject), [0, 'unhandled_rejection exit']);
  const removed = `setTimeout(() => process.removeListener('unhandledRejection', taken), 1);`;
  assert.deepStrictEqual(recordedBy(listener + removed + reject), [1, 'unhandled_rejection exit']);
});
