// A bare Express app. usage: node app.js PORT
'use strict';

const express = require('express');

const app = express();
app.get('/hotel/:id', (request, response) => response.json({ id: request.params.id }));
// Connections wait while others are measured.
app.listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('listening')).keepAliveTimeout = 0;
process.on('message', () => process.send({ cpuMicros: process.cpuUsage().user + process.cpuUsage().system }));
