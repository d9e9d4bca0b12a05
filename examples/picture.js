// Draws what Barograph answers about services, as the picture of the README.
// usage: node examples/picture.js >docs/images/services.svg, while `make demo-node` or `make demo-java` runs
'use strict';

const url = process.env.BAROGRAPH_URL ?? 'http://127.0.0.1:9480';
const MINUTES = Number(process.env.MINUTES ?? 10);
const COLOURS = ['#38bdf8', '#f472b6', '#a3e635', '#fbbf24', '#c084fc', '#fb7185', '#2dd4bf'];
const WIDTH = 880;
const CHART = { left: 56, top: 44, width: 640, height: 150 };
const ROW = 21;

async function ask(path) {
  const answer = await fetch(`${url}/api/v1/${path}`);
  const body = await answer.json();
  if (body.status !== 'success') {
    throw new Error(`${path} was answered with ${answer.status}: ${body.error}`);
  }
  return body.data;
}

const escaped = (text) => String(text).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
const text = (x, y, content, more = '') => `<text x="${x}" y="${y}" fill="#e2e8f0" ${more}>${escaped(content)}</text>`;
const faint = 'fill-opacity="0.6"';
const right = 'text-anchor="end"';

const milliseconds = (seconds) => (seconds === null ? '–' : `${(seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0)} ms`);
const share = (part) => (part ? `${(part * 100).toFixed(1)} %` : '–');
const nameOf = ({ method, route, job }) => `${method} ${route} · ${job}`;

function lines(series, from, to) {
  const most = Math.max(...series.flatMap(({ points }) => points.map(([, rate]) => rate ?? 0)));
  const ceiling = Math.ceil(most * 1.1);
  const x = (seconds) => CHART.left + ((seconds * 1000 - from) / (to - from)) * CHART.width;
  const y = (rate) => CHART.top + CHART.height * (1 - rate / ceiling);
  const grid = [0, 0.5, 1].map((part) => {
    const at = CHART.top + CHART.height * (1 - part);
    return `<path d="M${CHART.left} ${at}h${CHART.width}" stroke="#334155"/>${text(CHART.left - 8, at + 4, Math.round(ceiling * part * 10) / 10, `${right} ${faint}`)}`;
  });
  const paths = series.map(({ points }, i) => {
    const known = points.filter(([, rate]) => rate !== null);
    const path = known.map(([seconds, rate]) => `${x(seconds).toFixed(1)} ${y(rate).toFixed(1)}`).join('L');
    return `<path d="M${path}" fill="none" stroke="${COLOURS[i % COLOURS.length]}" stroke-width="2"/>`;
  });
  return [...grid, ...paths].join('\n');
}

function table(routes, colours) {
  const top = CHART.top + CHART.height + 76;
  const columns = [440, 520, 600, 690, 790];
  const head = ['requests/s', 'p50', 'p95', 'p99', 'errors'].map((name, i) => text(columns[i], top - 24, name, `${right} ${faint}`));
  const rows = routes.map((route, i) => {
    const y = top + i * ROW;
    const cells = [
      (route.requests_per_second ?? 0).toFixed(1),
      milliseconds(route.p50_seconds),
      milliseconds(route.p95_seconds),
      milliseconds(route.p99_seconds),
      share(route.error_share),
    ];
    const dot = `<circle cx="${CHART.left + 4}" cy="${y - 4}" r="4" fill="${colours.get(route.id) ?? '#475569'}"/>`;
    return dot + text(CHART.left + 18, y, nameOf(route)) + cells.map((cell, n) => text(columns[n], y, cell, right)).join('');
  });
  return text(CHART.left, top - 24, 'GET /api/v1/routes/slow?sort=p95', faint) + head.join('') + rows.join('\n');
}

async function draw() {
  const to = Date.now();
  const from = to - MINUTES * 60_000;
  const window = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
  const tps = (await ask(`tps?by=route&step=15s&limit=${COLOURS.length}&${window}`)).series;
  const slow = (await ask(`routes/slow?sort=p95&limit=8&${window}`)).routes;
  const colours = new Map(tps.map(({ id }, i) => [id, COLOURS[i % COLOURS.length]]));
  const height = CHART.top + CHART.height + 76 + slow.length * ROW + 6;
  const clock = (time) => new Date(time).toISOString().slice(11, 16);
  console.log(
    [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="12">`,
      `<rect width="${WIDTH}" height="${height}" rx="8" fill="#0f172a"/>`,
      text(CHART.left, 26, 'GET /api/v1/tps?by=route', faint),
      lines(tps, from, to),
      text(CHART.left, CHART.top + CHART.height + 18, clock(from), faint),
      text(CHART.left + CHART.width, CHART.top + CHART.height + 18, `${clock(to)} UTC`, `${right} ${faint}`),
      table(slow, colours),
      '</svg>',
    ].join('\n'),
  );
}

draw().catch((error) => {
  console.error(`no picture of ${url}: ${error.message}`);
  process.exitCode = 1;
});
