// Series of PM2's processes. Their names begin with pm2_, so that an agent inside a process never writes the same.
'use strict';

const fs = require('node:fs');
const { counter, gauge } = require('../readings');

const ONLINE = gauge('pm2_process_online', 'Whether PM2 says that the process is online.');
const RESTARTS = counter('pm2_process_restarts_total', 'Times that PM2 has started the process again.');
const START_TIME = gauge('pm2_process_start_time_seconds', 'When PM2 last started the process, since the Unix epoch.');
const CPU = counter('pm2_process_cpu_seconds_total', 'Processor time used, of Linux.');
const CPU_RATIO = gauge('pm2_process_cpu_ratio', 'Processor time used for each second lately, of PM2; 1 is one processor.');
const MEMORY = gauge('pm2_process_resident_memory_bytes', 'Memory held of the machine.');

const TICKS_PER_SECOND = 100;

/** User and system time of a process in seconds; NaN where the kernel does not tell. */
function cpuSeconds(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in brackets, may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return NaN;
  }
}

/** Of processes as Pm2Processes reads them; one that does not run uses nothing, and says nothing of it. */
function addSeries(processes, readings) {
  for (const { seriesLabels, status, pid, startTime, restarts, cpuRatio, memoryBytes } of processes) {
    const online = status === 'online';
    readings.add(ONLINE, Number(online), seriesLabels);
    readings.add(RESTARTS, restarts, seriesLabels);
    if (online && pid > 0) {
      readings.add(START_TIME, startTime / 1000, seriesLabels);
      readings.add(CPU, cpuSeconds(pid), seriesLabels);
      readings.add(CPU_RATIO, cpuRatio, seriesLabels);
      readings.add(MEMORY, memoryBytes, seriesLabels);
    }
  }
}

module.exports = { addSeries };
