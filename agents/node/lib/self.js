// How the agent itself does.
'use strict';

/**
 * @param {import('./metrics').Registry} registry
 * @param {import('./outbox').Outbox} outbox
 * @param {import('./records/recorder').Recorder} recorder
 * @param {() => number} suppressed records that were not made because there were too many
 */
function watchAgent(registry, outbox, recorder, suppressed) {
  const samples = registry.counter('barograph_agent_samples_total', 'Samples by what became of them.', ['result']);
  const records = registry.counter('barograph_agent_records_total', 'Records by what became of them.', ['result']);
  const waiting = registry.gauge('barograph_agent_waiting_samples', 'Samples that wait to be sent or acknowledged.');
  registry.probe(() => {
    for (const result of ['accepted', 'refused', 'dropped']) {
      samples.labels(result).value = outbox[result];
      records.labels(result).value = recorder[result];
    }
    records.labels('suppressed').value = suppressed();
    waiting.set(outbox.samples);
  });
}

module.exports = { watchAgent };
