// Travel on Koa, new and older, as ECMAScript modules. usage: node travel.mjs PORT OLDER_PORT
import Router from '@koa/router';
import Koa from 'koa';
import OlderKoa from 'koa-older';
import OlderRouter from 'koa-router-older';

const [port, olderPort] = process.argv.slice(2).map(Number);

function serve(application, router, rooms, at) {
  router.use(async (context, next) => {
    if (context.query.key === 'wrong') {
      context.status = 401;
      return;
    }
    await next();
  });
  rooms.get('/:number', (context) => {
    context.body = context.params;
  });
  router.get('/:city', (context) => {
    context.body = context.params;
  });
  router.use('/:city/room', rooms.routes());
  application.use(router.routes()).use(router.allowedMethods()).listen(at, '127.0.0.1');
}

serve(new Koa(), new Router({ prefix: '/trip' }), new Router(), port);
serve(new OlderKoa(), new OlderRouter({ prefix: '/older' }), new OlderRouter(), olderPort);
