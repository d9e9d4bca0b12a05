// The commit that a program runs from.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const textOf = (...parts) => fs.readFileSync(path.join(...parts), 'utf8').trim();

/** The commit that a checkout above the program stands at, read without git; or nothing. */
function revision(main) {
  for (let place = path.dirname(main ?? process.cwd()); ; place = path.dirname(place)) {
    try {
      const own = directoryOf(place);
      const head = textOf(own, 'HEAD');
      return head.startsWith('ref: ') ? ofBranch(shared(own), head.slice(5)) : head;
    } catch {
      if (place === path.dirname(place)) {
        return '';
      }
    }
  }
}

/** A second worktree has a file in place of the directory, which says where that is. */
function directoryOf(place) {
  const git = path.join(place, '.git');
  return fs.statSync(git).isDirectory() ? git : path.resolve(place, textOf(git).replace(/^gitdir: /, ''));
}

/** Branches of a second worktree are with the first. */
function shared(own) {
  try {
    return path.resolve(own, textOf(own, 'commondir'));
  } catch {
    return own;
  }
}

function ofBranch(git, name) {
  try {
    return textOf(git, name);
  } catch {
    return textOf(git, 'packed-refs').split('\n').find((line) => line.endsWith(` ${name}`))?.split(' ')[0] ?? '';
  }
}

module.exports = { revision };
