// The hotel as PM2 runs it: four workers, each with the agent in front of it.
'use strict';

module.exports = {
  apps: [
    {
      name: 'hotel',
      script: 'hotel.js',
      cwd: __dirname,
      exec_mode: 'cluster',
      instances: 4,
      // Not "barograph/register": a worker looks for what it requires from where PM2 was started.
      node_args: `--require ${require.resolve('barograph/register')}`,
      env: { PORT: process.env.HOTEL_PORT ?? '3001' },
    },
  ],
};
