// What this process uses, under the names that prom-client has for it.
'use strict';

const fs = require('node:fs');
const v8 = require('node:v8');
const { monitorEventLoopDelay, PerformanceObserver, constants } = require('node:perf_hooks');

const GC_BUCKETS = [0.001, 0.01, 0.1, 1, 2, 5];
const GC_KINDS = {
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weakcb',
};
const NANOS = 1e9;
const LAG_RESOLUTION_MILLIS = 10;

function watchProcess(registry) {
  const startTime = registry.gauge('process_start_time_seconds', 'When the process began, since the Unix epoch.');
  startTime.set(Date.now() / 1000 - process.uptime());
  const [major, minor, patch] = process.versions.node.split('.');
  registry
    .gauge('nodejs_version_info', 'Version of Node.js.', ['version', 'major', 'minor', 'patch'])
    .labels(process.version, major, minor, patch)
    .set(1);
  watchCpu(registry);
  watchMemory(registry);
  watchEventLoop(registry);
  watchCollections(registry);
  const resources = registry.gauge('nodejs_active_resources_total', 'What keeps the event loop alive.');
  const descriptors = registry.gauge('process_open_fds', 'Open file descriptors.');
  registry.probe(() => {
    resources.set(process.getActiveResourcesInfo().length);
    try {
      descriptors.set(fs.readdirSync('/proc/self/fd').length - 1);
    } catch {
      // Only Linux tells.
    }
  });
}

function watchCpu(registry) {
  const gauges = ['user_', 'system_', ''].map((part) =>
    registry.counter(`process_cpu_${part}seconds_total`, `Processor time used${part && `, ${part.slice(0, -1)}`}.`).labels(),
  );
  registry.probe(() => {
    const { user, system } = process.cpuUsage();
    [user, system, user + system].forEach((micros, i) => {
      gauges[i].value = micros / 1e6;
    });
  });
}

function watchMemory(registry) {
  const resident = registry.gauge('process_resident_memory_bytes', 'Memory held of the machine.');
  const total = registry.gauge('nodejs_heap_size_total_bytes', 'Size of the heap.');
  const used = registry.gauge('nodejs_heap_size_used_bytes', 'Used part of the heap.');
  const external = registry.gauge('nodejs_external_memory_bytes', 'Memory of objects bound to the heap.');
  const spaces = ['total', 'used', 'available'].map((part) =>
    registry.gauge(`nodejs_heap_space_size_${part}_bytes`, `Size of a space of the heap, ${part}.`, ['space']),
  );
  registry.probe(() => {
    const memory = process.memoryUsage();
    resident.set(memory.rss);
    total.set(memory.heapTotal);
    used.set(memory.heapUsed);
    external.set(memory.external);
    for (const space of v8.getHeapSpaceStatistics()) {
      const name = space.space_name.replace(/_space$/, '');
      const sizes = [space.space_size, space.space_used_size, space.space_available_size];
      spaces.forEach((gauge, i) => gauge.labels(name).set(sizes[i]));
    }
  });
}

function watchEventLoop(registry) {
  const delay = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MILLIS });
  delay.enable();
  const lag = (suffix, help) => registry.gauge(`nodejs_eventloop_lag_${suffix}seconds`, help);
  const [min, max, mean, deviation] = ['min_', 'max_', 'mean_', 'stddev_'].map((part) =>
    lag(part, `Lag of the event loop since the report before, ${part.slice(0, -1)}.`),
  );
  const last = lag('', 'Lag of the event loop since the report before, mean.');
  const quantiles = [50, 90, 99].map((p) => [p, lag(`p${p}_`, `Lag of the event loop since the report before, p${p}.`)]);
  registry.probe(() => {
    if (delay.count === 0 && !(delay.max > 0)) {
      return;
    }
    // The monitor measures from one timer to the next, so a loop without lag shows its resolution.
    const lagOf = (nanos) => Math.max(0, nanos / NANOS - LAG_RESOLUTION_MILLIS / 1000);
    min.set(lagOf(delay.min));
    max.set(lagOf(delay.max));
    mean.set(lagOf(delay.mean));
    last.set(lagOf(delay.mean));
    deviation.set(delay.stddev / NANOS);
    quantiles.forEach(([p, gauge]) => gauge.set(lagOf(delay.percentile(p))));
    delay.reset();
  });
}

function watchCollections(registry) {
  const pauses = registry.histogram('nodejs_gc_duration_seconds', 'Time of garbage collections by kind.', ['kind'], GC_BUCKETS);
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      pauses.labels(GC_KINDS[entry.detail.kind] ?? 'other').observe(entry.duration / 1000);
    }
  });
  observer.observe({ entryTypes: ['gc'] });
}

module.exports = { watchProcess };
