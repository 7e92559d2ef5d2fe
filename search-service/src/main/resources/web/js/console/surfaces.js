/** How the places that show recommendations are set up, and were before. */
import { h, icon } from '../lib/dom.js';
import { api } from '../api.js';
import { csvButton } from '../parts/csv-button.js';
import { notify } from '../parts/toast.js';
import { confirmed } from './confirm.js';
import { moment } from './rules/said.js';
import { leaves } from './surfaces/leaves.js';
import { readable } from './surfaces/readable.js';
import { signature, whoChanges } from './who.js';

/** What is in use, with the document that set it up so: `{}` while everything is built in. */
export async function surfacesState() {
  const [state, history] = await Promise.all([api.surfaces(), api.surfacesHistory()]);
  const document = history.find((one) => one.version === state.version)?.document ?? {};
  return { ...state, history, document, isFile: !['topic', 'built-in'].includes(state.origin) };
}

export async function surfacesPage() {
  const element = h('div', {});
  const load = async () => element.replaceChildren(...content(await surfacesState(), load));
  await load();
  return { title: 'Surfaces', element };
}

function content(state, load) {
  const { surfaces, document, isFile } = state;
  return [
    h('div.page-title', {}, h('h1', {}, 'Surfaces'), signature(),
      isFile ? null : h('a.button', { href: '#/surfaces/new' }, icon('plus', 18), 'New surface')),
    h('p.muted.origin', {}, origin(state)),
    state.refused ? h('p.problem', { role: 'alert' }, `What ${state.refused.origin} says is not taken: ${state.refused.detail}`) : null,
    ...Object.entries(surfaces).map(([name, surface]) => h('section.panel.surface', { 'aria-labelledby': `surface-${name}`, 'data-surface': name },
      h('div.panel-head', {},
        h('h2', { id: `surface-${name}` }, name, h('span.state', {}, name in document || isFile ? 'set up here' : 'built in')),
        csvButton(`surface-${name}`, name, () => ({ names: ['what', 'value'], rows: leaves(surface) })),
        isFile ? null : h('a.button.quiet.small', { href: `#/surfaces/${encodeURIComponent(name)}`, 'aria-label': `Edit ${name}` }, 'Edit')),
      readable(surface))),
    isFile ? null : historyPanel(state, load),
  ].filter(Boolean);
}

function origin({ version, origin: from, by, at, isFile }) {
  const where = isFile ? `set up by the file ${from}; change it there` : from === 'topic' ? `set up${by ? ` by ${by}` : ''}, ${moment(at)}` : 'as they are built in';
  return `Version ${version}, ${where}. Every answer carries the version.`;
}

/** Every document that was set up, the latest first, and how things are without any. */
function historyPanel({ version, history, document }, load) {
  const back = (entry, words) => confirmed(`Set the surfaces up ${words}? It takes effect at once, in all replicas.`, 'Set up so', async () => {
    const by = await whoChanges();
    if (by) {
      await api.putSurfaces(JSON.stringify(entry.document), version, by);
      notify(`The surfaces are ${words}.`);
      await load();
    }
  });
  const inUse = history.findIndex((entry) => entry.version === version);
  const isBuiltIn = Object.keys(document).length === 0;
  const used = () => h('span.state', { 'data-state': 'current' }, 'in use');
  const rows = history.map((entry, i) => row(
    h('span', {}, h('b', {}, moment(entry.at)), h('span.muted', {}, ` ${entry.by ?? 'nobody said who'}`)),
    entry.version ?? 'cannot be used by this release',
    changes(history[i + 1]?.document ?? {}, entry.document),
    i === inUse ? used()
      : entry.version ? h('button.button.quiet.small', { type: 'button', onclick: () => back(entry, `as on ${moment(entry.at)}`) }, 'Back to this') : null,
    entry.document));
  return h('section.panel', { 'aria-labelledby': 'versions-title' },
    h('h2', { id: 'versions-title' }, 'Versions'),
    h('ul.versions', {}, rows,
      row(h('b', {}, 'As built in'), '', 'no surface of your own',
        isBuiltIn ? (inUse < 0 ? used() : null)
          : h('button.button.quiet.small', { type: 'button', onclick: () => back({ document: {} }, 'as they are built in') }, 'Back to this'))));
}

function row(when, version, what, move, document = null) {
  return h('li.version', {},
    h('p', {}, when), h('p.muted', {}, version), h('p', {}, what), h('div', {}, move),
    document ? h('details', {}, h('summary', {}, 'Its document'), h('pre', { tabindex: 0 }, JSON.stringify(document, null, 2))) : null);
}

/** Which surfaces a document says otherwise than the one before it. */
function changes(before, after) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const kind = (name) => (!(name in before) ? 'set up' : !(name in after) ? 'taken out' : 'changed');
  const all = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).map((name) => `${name} ${kind(name)}`);
  return all.length ? all.join(', ') : 'nothing changed';
}
