// The search of the hotel: plain Node.js without a framework, and nothing of the agent in it.
import { createServer } from 'node:http';

createServer((request, response) => {
  setTimeout(() => {
    response.setHeader('content-type', 'application/json');
    response.end('["1","2","3"]');
  }, 35);
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1');
