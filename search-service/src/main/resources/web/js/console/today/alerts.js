/** What wants somebody's look, each with a link to where it can be mended. */
import { h } from '../../lib/dom.js';
import { count, counted } from '../../lib/format.js';
import { api } from '../../api.js';

const EVERY_MILLIS = 15_000;

/** The panel, and `look()` that asks anew if it is time. */
export function alertsPanel() {
  const list = h('ul.alerts', {});
  const element = h('section.panel', { id: 'alerts', 'aria-labelledby': 'wants-title', role: 'region' }, h('h2', { id: 'wants-title' }, 'What wants a look'), list);
  let asked = -Infinity;
  let drawn = null;

  async function look() {
    if (performance.now() - asked < EVERY_MILLIS) {
      return;
    }
    asked = performance.now();
    const found = (await Promise.all([jobs(), stock(), rejected(), experiments(), tunings(), generations()].map((one) => one.catch(() => [])))).flat();
    const state = JSON.stringify(found);
    if (state !== drawn) {
      drawn = state;
      list.replaceChildren(...(found.length ? found.map(({ level, words, href, link }) =>
        h('li', { 'data-level': level }, h('span', {}, words), h('a', { href }, link))) : [h('li', { 'data-level': 'fine' }, 'Nothing. All jobs run, and no stock, experiment or generation asks for somebody.')]));
    }
  }

  return { element, look };
}

async function jobs() {
  const { jobs: all, problem } = await api.system();
  const down = all.filter((job) => job.state !== 'RUNNING');
  // Those that failed while a job began do not matter once one is complete.
  const failing = all.filter(({ checkpoints: { failed_at: failed, latest_at: latest } }) => failed && (!latest || failed > latest));
  return [
    ...(problem ? [{ level: 'bad', words: problem, href: '#/system', link: 'System' }] : []),
    ...(down.length ? [{ level: 'bad', words: `${counted(down.length, 'job does', 'jobs do')} not run: ${down.map((job) => job.name).join(', ')}`, href: '#/system', link: 'System' }] : []),
    ...(failing.length ? [{ level: 'warn', words: `Checkpoints failed: ${failing.map((job) => job.name).join(', ')}`, href: '#/system', link: 'System' }] : []),
  ];
}

async function stock() {
  const { alerts } = await api.alerts();
  const gone = alerts.filter((one) => one.kind === 'out_of_stock').length;
  return alerts.length ? [{ level: gone ? 'bad' : 'warn', words: `${counted(alerts.length, 'item')} to be ordered, ${count(gone)} of them out of stock`, href: '#/stock', link: 'Stock' }] : [];
}

async function rejected() {
  const { events, complete, reasons } = await api.rejectedReasons();
  return events ? [{ level: 'warn', words: `${count(events)}${complete ? '' : ' or more'} ${events === 1 ? 'event' : 'events'} rejected within 24 hours, most as ${reasons[0]?.reason}`, href: '#/data', link: 'Data' }] : [];
}

async function experiments() {
  return (await api.experiments()).filter((one) => one.problem && one.state === 'running').map((one) =>
    ({ level: 'bad', words: `Experiment ${one.id} decides nothing: ${one.problem}`, href: `#/experiments/${encodeURIComponent(one.id)}`, link: 'Look at it' }));
}

async function tunings() {
  return (await api.tunings()).filter((one) => one.problem && one.state === 'running').map((one) =>
    ({ level: 'warn', words: `Tuning ${one.id} gets no further: ${one.problem}`, href: `#/tunings/${encodeURIComponent(one.id)}`, link: 'Look at it' }));
}

async function generations() {
  return (await api.models()).generations.filter((one) => ['damaged', 'refused'].includes(one.state)).map((one) =>
    ({ level: 'bad', words: `Generation ${one.generation} is ${one.state}`, href: '#/models', link: 'Models' }));
}
