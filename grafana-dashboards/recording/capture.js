// Prints every sample of a server but those of the machine's other mounts, for a test to load again:
//
//   @ TIMESTAMP TIMESTAMP...     in milliseconds, for the series that follow
//   {SELECTOR}<tab>VALUE VALUE...
//
// usage: node capture.js URL SECONDS
'use strict';

const [url, seconds] = process.argv.slice(2);

function selectorOf(labels) {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `{${pairs.sort().join(',')}}`;
}

async function main() {
  const form = new URLSearchParams({ query: `{__name__=~".+"}[${seconds}s]` });
  const answer = await (await fetch(`${url}/api/v1/query`, { method: 'POST', body: form })).json();
  if (answer.status !== 'success') throw new Error(answer.error);
  const blocks = new Map();
  for (const { metric, values } of answer.data.result) {
    if ('mountpoint' in metric && metric.mountpoint !== '/') continue;
    const timestamps = values.map(([time]) => Math.round(time * 1000)).join(' ');
    const line = `${selectorOf(metric)}\t${values.map(([, value]) => value).join(' ')}`;
    if (!blocks.has(timestamps)) blocks.set(timestamps, []);
    blocks.get(timestamps).push(line);
  }
  for (const [timestamps, lines] of [...blocks].sort()) {
    process.stdout.write(`@ ${timestamps}\n${lines.sort().join('\n')}\n`);
  }
}

main().catch((error) => {
  console.error(`capture.js: ${error.message}`);
  process.exitCode = 1;
});
