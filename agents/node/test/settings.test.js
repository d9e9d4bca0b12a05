'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { settings } = require('../lib/settings');

test('the environment, options and PM2 say who the process is', () => {
  const found = settings({}, { name: 'hotel', pm_id: '7', NODE_APP_INSTANCE: '2', BAROGRAPH_HOST: 'web-1', BAROGRAPH_AGENT_LABELS: 'bucket=eu' });
  assert.deepStrictEqual(found.labels, { bucket: 'eu', host: 'web-1', instance: 'web-1:2', job: 'hotel' });
  const own = settings({ job: 'shop', instance: 'a', server: 'tls://baro.example' }, { BAROGRAPH_JOB: 'other' });
  assert.strictEqual(own.labels.job, 'shop');
  assert.deepStrictEqual(own.address, { host: 'baro.example', port: 9481, tls: true });
  assert.strictEqual(settings({}, {}, __filename).labels.job, 'barograph');
});

test('a worker of PM2 is known before PM2 has started its program', () => {
  const worker = { name: 'hotel', pm_id: 7, NODE_APP_INSTANCE: 2, restart_time: 3, pm_exec_path: __filename, BAROGRAPH_REVISION: 'abc' };
  const found = settings({ host: 'web-1' }, { name: 'other', pm2_env: JSON.stringify(worker) }, '/pm2/lib/ProcessContainer.js');
  assert.deepStrictEqual(found.labels, { host: 'web-1', instance: 'web-1:2', job: 'hotel' });
  assert.deepStrictEqual([found.restarts, found.appVersion, found.revision, found.underPm2], [3, '0.1.0', 'abc', true]);
});

test('settings that cannot be used are told with their value', () => {
  assert.throws(() => settings({ server: 'http://x' }, {}), /"http:\/\/x"/);
  assert.throws(() => settings({ interval: '1h' }, {}), /"1h"/);
  assert.throws(() => settings({}, { BAROGRAPH_AGENT_LABELS: 'a=1,oops' }), /"oops"/);
});
