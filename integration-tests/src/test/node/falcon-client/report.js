// Reports as a program does that has the client of Open-Falcon, and prints each answer. usage: node report.js URL
'use strict';

const Falcon = require('open-falcon');

Falcon.init(process.argv[2], 'hotel', (error, response, body) => {
  process.stdout.write(`${error ? error.message : response.statusCode} ${body}\n`);
});
Falcon.ENDPOINT = 'web-1';

const falcon = new Falcon({ step: 1, tags: 'module=booking' });
let orders = 0;
const reports = setInterval(() => {
  orders += 10;
  // As its manual does, which adds the tag once more each time.
  falcon
    .tag('type', 'live')
    .gauge('rooms.free', 100 - orders, { tags: 'city=Ulm' })
    .counter('orders', orders)
    .increment('clicks');
  if (orders === 50) clearInterval(reports);
}, 500);
