'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const test = require('node:test');
const { revision } = require('../lib/revision');

/** The revision of a program among such files. */
function found(files) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'barograph-revision-'));
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
    fs.writeFileSync(path.join(directory, file), text);
  }
  const answer = revision(path.join(directory, 'app/src/main.js'));
  fs.rmSync(directory, { recursive: true });
  return answer;
}

test('the commit of a checkout is read without git', () => {
  assert.strictEqual(found({ 'app/.git/HEAD': 'abc\n' }), 'abc');
  assert.strictEqual(found({ 'app/.git/HEAD': 'ref: refs/heads/main\n', 'app/.git/refs/heads/main': 'def\n' }), 'def');
  const packed = '# pack-refs\n012 refs/heads/next\n345 refs/heads/main\n';
  assert.strictEqual(found({ '.git/HEAD': 'ref: refs/heads/main\n', '.git/packed-refs': packed }), '345');
  assert.strictEqual(
    found({
      'app/.git': 'gitdir: ../first/.git/worktrees/app\n',
      'first/.git/worktrees/app/HEAD': 'ref: refs/heads/next\n',
      'first/.git/worktrees/app/commondir': '../..\n',
      'first/.git/refs/heads/next': '678\n',
    }),
    '678',
  );
  assert.strictEqual(found({}), '');
});
