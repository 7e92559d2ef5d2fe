/** What was refused or kept apart, and why; quarantined events can be let pass, mended ones sent again. */
import { h } from '../lib/dom.js';
import { count } from '../lib/format.js';
import { api } from '../api.js';
import { message } from '../parts/message.js';
import { notify } from '../parts/toast.js';
import { confirmed } from './confirm.js';

const SHOWN = 50;

export async function dataPage() {
  const content = h('div', {});
  let reason = null;

  async function load() {
    const [counted, listed] = await Promise.all([api.rejectedReasons(), api.rejected({ reason, limit: SHOWN })]);
    if (counted.events === 0) {
      content.replaceChildren(message('Nothing was rejected', 'Events that are wrong, and what bots do, would be listed here with the reason. Kafka keeps them for seven days.'));
      return;
    }
    content.replaceChildren(
      h('section.panel', { 'aria-labelledby': 'reasons-title' },
        h('h2', { id: 'reasons-title' }, `${count(counted.events)} rejected${counted.complete ? '' : ' or more'}`),
        h('div.scroll', {}, reasonsTable(counted.reasons))),
      h('section.panel', { 'aria-labelledby': 'newest-title' },
        h('h2', { id: 'newest-title' }, reason ? `The newest: ${reason}` : 'The newest'),
        reason ? h('button.text-button', { type: 'button', onclick: () => choose(null) }, 'Show all reasons') : null,
        h('ul.rejected', {}, listed.events.map(rejectedRow))));
  }

  function choose(name) {
    reason = name;
    return load();
  }

  function reasonsTable(reasons) {
    return h('table', {},
      h('thead', {}, h('tr', {}, ['Reason', 'Events', 'Kind'].map((name) => h('th', { scope: 'col' }, name)), h('th', { scope: 'col' }, h('span.visually-hidden', {}, 'Send again')))),
      h('tbody', {}, reasons.map((one) => h('tr', { 'data-reason': one.reason },
        h('th', { scope: 'row' }, h('button.text-button', { type: 'button', onclick: () => choose(one.reason) }, one.reason)),
        h('td', {}, count(one.events)),
        h('td', {}, one.quarantined ? 'kept apart' : 'refused'),
        h('td.moves', {}, replay(one, load))))));
  }

  await load();
  return { title: 'Data', element: h('div', {}, h('div.page-title', {}, h('h1', {}, 'Rejected events')), content) };
}

/** A refused event passes only once what was wrong is mended, in Limpet's settings for one. */
function replay({ reason, quarantined }, refresh) {
  const [label, question] = quarantined
    ? ['Let pass', `Let every event that was kept apart as “${reason}” pass, once, and take its visitors for people?`]
    : ['Send again', `Send every event that was refused as “${reason}” again? Those that are still wrong stay refused.`];
  return h('button.button.quiet.small', { type: 'button', 'aria-label': `${label}: ${reason}`, onclick: () => confirmed(question, label, async () => {
    const { sent } = await api.replayRejected({ reason, ...(quarantined ? { release: true } : {}) });
    notify(`${count(sent)} sent again.`);
    await refresh();
  }) }, label);
}

function rejectedRow(one) {
  return h('li', {},
    h('h3', {}, one.reason, one.field ? h('span.muted', {}, ` ${one.field}`) : null),
    h('p', {}, one.message),
    h('p.muted', {}, `${new Date(one.rejected_at).toLocaleString('en-GB')}, ${one.key ?? 'no visitor'}, partition ${one.partition}, offset ${one.offset}`),
    h('details', {}, h('summary', {}, `The event, ${count(one.bytes)} bytes`), h('pre', {}, one.raw)));
}
