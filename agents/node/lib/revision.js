// The commit that a program runs from.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

/** The commit that a checkout above the program stands at, read without git; or nothing. */
function revision(main) {
  for (let place = path.dirname(main ?? process.cwd()); ; place = path.dirname(place)) {
    try {
      const git = path.join(place, '.git');
      const head = fs.readFileSync(path.join(git, 'HEAD'), 'utf8').trim();
      return head.startsWith('ref: ') ? ofBranch(git, head.slice(5)) : head;
    } catch {
      if (place === path.dirname(place)) {
        return '';
      }
    }
  }
}

function ofBranch(git, name) {
  try {
    return fs.readFileSync(path.join(git, name), 'utf8').trim();
  } catch {
    const packed = fs.readFileSync(path.join(git, 'packed-refs'), 'utf8');
    return packed.split('\n').find((line) => line.endsWith(` ${name}`))?.split(' ')[0] ?? '';
  }
}

module.exports = { revision };
