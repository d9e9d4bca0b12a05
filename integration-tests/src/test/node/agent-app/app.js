// A hotel on Express, and its search on Fastify. usage: node app.js EXPRESS_PORT FASTIFY_PORT
'use strict';

const express = require('express');
const fastify = require('fastify');

const [expressPort, fastifyPort] = process.argv.slice(2).map(Number);

const hotel = express();
const rooms = express.Router({ mergeParams: true });
hotel.get('/hotel/:id', (request, response) => response.json({ id: request.params.id }));
hotel.get('/slow', (request, response) => setTimeout(() => response.end(), 120));
hotel.post('/booking', (request, response) => response.status(500).end());
hotel.get('/collapse', (request, response) => {
  response.end();
  setTimeout(() => {
    throw new RangeError(`room ${Date.now()} is gone`);
  }, 100);
});
rooms.get('/:number', (request, response) => response.end(request.params.number));
hotel.use('/hotel/:id/room', rooms);
hotel.listen(expressPort, '127.0.0.1');

const search = fastify();
search.get('/search/:city', async (request) => ({ city: request.params.city }));
search.listen({ port: fastifyPort, host: '127.0.0.1' });
