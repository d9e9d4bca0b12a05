// A hotel on Express. The agent is in front of it and sees its requests; the two lines that name it hand over errors.
'use strict';

const express = require('express');
const barograph = require('barograph');

const app = express();
const worker = process.env.NODE_APP_INSTANCE ?? '0';

/** What a database would take. */
const later = (millis, answer) => setTimeout(answer, millis);

app.use((request, response, next) => {
  response.set('x-worker', worker);
  next();
});
app.get('/hotel/:id', (request, response) => later(15, () => response.json({ id: request.params.id, stars: 4 })));
// Deliberately slow: one query for each room.
app.get('/hotel/:id/rooms', (request, response) => later(180, () => response.json([{ number: 101 }, { number: 102 }])));
app.post('/hotel/:id/booking', (request) => {
  throw new RangeError(`hotel ${request.params.id} has no room left`);
});
// What must never happen: an error that nobody catches ends the worker, and PM2 starts another.
app.post('/hotel/:id/fire', (request, response) => {
  response.status(202).end();
  later(10, () => {
    throw new Error(`hotel ${request.params.id} is on fire`);
  });
});
app.use((error, request, response, next) => {
  barograph.captureException(error, { route: request.route?.path ?? '' });
  response.status(500).json({ error: error.message });
});
app.listen(Number(process.env.PORT ?? 3001), '127.0.0.1');
