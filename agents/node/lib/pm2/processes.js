// What PM2 says of its processes, and who they are for Barograph.
'use strict';

const { settings } = require('../settings');

const STATUSES = {
  online: 'online',
  'one-launch-status': 'online',
  launching: 'starting',
  'waiting restart': 'starting',
  stopping: 'stopping',
  stopped: 'stopped',
  errored: 'errored',
};

/** The job of the module itself, which is no service of anybody's; the server calls itself "barograph". */
const MODULE_JOB = 'barograph-pm2';

/** An old worker that a reload replaces is not a process of its own: its place has a new one already. */
const isReplaced = (id) => String(id).startsWith('_old_');

class Pm2Processes {
  /** @param {{host: string, hostLabels: object}} own settings of the module */
  constructor(own) {
    this.own = own;
    this.identities = new Map();
    this.presences = new Map();
  }

  /** The agent inside a process has told who it is; it is believed for as long as that process lives. */
  present(id, presence) {
    this.presences.set(id, presence);
  }

  /** Whether that very process has an agent of its own. */
  hasAgent(id, pid) {
    return this.presences.get(id)?.pid === pid;
  }

  /** Of PM2's list, without what PM2 knows of their environments. */
  read(list) {
    const found = list.filter(({ pm_id: id }) => !isReplaced(id)).map((one) => this.readOne(one));
    const ids = new Set(found.map(({ id }) => id));
    for (const map of [this.identities, this.presences]) {
      [...map.keys()].filter((id) => !ids.has(id)).forEach((id) => map.delete(id));
    }
    return found;
  }

  readOne({ pm_id: id, pid, monit, pm2_env: env }) {
    const identity = this.identityOf(id, pid, env);
    return {
      id,
      ...identity,
      status: STATUSES[env.status] ?? 'unknown',
      pid: pid || 0,
      // What PM2 is about to start has the time of the start before.
      startTime: env.status === 'online' ? (env.pm_uptime ?? 0) : 0,
      restarts: env.restart_time ?? 0,
      runtime: env.exec_interpreter?.includes('node') ? 'node' : (env.exec_interpreter ?? ''),
      runtimeVersion: env.node_version ?? '',
      cpuRatio: (monit?.cpu ?? 0) / 100,
      memoryBytes: monit?.memory ?? 0,
    };
  }

  /** As the agent in the process finds it, from the same variables; read once for each start. */
  identityOf(id, pid, env) {
    const known = this.identities.get(id);
    if (known?.startTime === env.pm_uptime && known?.pid === pid) {
      return this.named(id, pid, known.identity);
    }
    const { labels, hostLabels, appVersion, revision } = this.settingsOf(pid, env);
    const { host } = this.own;
    const identity = {
      key: { job: labels.job, instance: labels.instance },
      seriesLabels: { ...labels, host },
      labels: hostLabels,
      version: appVersion,
      revision,
    };
    this.identities.set(id, { startTime: env.pm_uptime, pid, identity });
    return this.named(id, pid, identity);
  }

  settingsOf(pid, env) {
    const job = pid === process.pid ? MODULE_JOB : undefined;
    const variables = { BAROGRAPH_HOST: this.own.host, ...env };
    const labels = env.BAROGRAPH_AGENT_LABELS === undefined ? this.own.hostLabels : undefined;
    try {
      return settings({ job, labels }, variables);
    } catch {
      // Its own agent tells of the mistake in a variable.
      const { name, pm_id, NODE_APP_INSTANCE, pm_exec_path } = env;
      return settings({ job, labels: this.own.hostLabels, host: this.own.host }, { name, pm_id, NODE_APP_INSTANCE, pm_exec_path });
    }
  }

  named(id, pid, identity) {
    if (!this.hasAgent(id, pid)) {
      return identity;
    }
    const { job, instance } = this.presences.get(id);
    return { ...identity, key: { job, instance }, seriesLabels: { ...identity.seriesLabels, job, instance } };
  }
}

module.exports = { Pm2Processes, isReplaced, MODULE_JOB };
