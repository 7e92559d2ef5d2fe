/** What came in, what was refused or kept apart, and why; quarantined events can be let pass, mended ones sent again. */
import { h } from '../lib/dom.js';
import { parameters, remember } from '../lib/address.js';
import { count, moment, percent } from '../lib/format.js';
import { api } from '../api.js';
import { csvButton } from '../parts/csv-button.js';
import { dataTable } from '../parts/data-table.js';
import { message } from '../parts/message.js';
import { tile } from '../parts/tile.js';
import { notify } from '../parts/toast.js';
import { confirmed } from './confirm.js';

const SHOWN = 50;
const SAVED = 1000;

export async function dataPage() {
  const content = h('div', {});
  let { reason = null } = parameters();

  async function load() {
    const [counted, listed, status] = await Promise.all([api.rejectedReasons(), api.rejected({ reason, limit: SHOWN }), api.status()]);
    content.replaceChildren(figures(status, counted), ...(counted.events === 0
      ? [message('Nothing was rejected', 'Events that are wrong, and what bots do, would be listed here with the reason. Kafka keeps them for seven days.')]
      : [reasonsPanel(counted), newestPanel(listed.events)]));
  }

  function choose(name) {
    reason = name;
    remember('#/data', { reason });
    return load();
  }

  const reasonsPanel = ({ events, complete, reasons }) => h('section.panel', { 'aria-labelledby': 'reasons-title' }, dataTable({
    title: `${count(events)} rejected${complete ? '' : ' or more'}`, id: 'reasons-title', file: 'rejected-by-reason', rows: reasons, words: 'Within 24 hours, by reason.',
    mark: (one) => ({ 'data-reason': one.reason }),
    columns: [
      { name: 'Reason', value: (one) => one.reason, show: (one) => h('button.text-button', { type: 'button', onclick: () => choose(one.reason) }, one.reason) },
      { name: 'Events', number: true, value: (one) => one.events, show: (one) => count(one.events) },
      { name: 'Kind', about: 'Refused: it is wrong. Kept apart: it may be a bot or a purchase that cannot be, and can be let pass.', value: (one) => (one.quarantined ? 'kept apart' : 'refused') },
      { name: 'Send again', hidden: true, show: (one) => h('span.moves', {}, replay(one, load)) },
    ],
  }));

  const newestPanel = (events) => h('section.panel', { 'aria-labelledby': 'newest-title' },
    h('div.panel-head', {}, h('h2', { id: 'newest-title' }, reason ? `The newest: ${reason}` : 'The newest'),
      reason ? h('button.text-button', { type: 'button', onclick: () => choose(null) }, 'Show all reasons') : null,
      csvButton('rejected', 'The newest', async () => ({
        names: ['rejected_at', 'reason', 'field', 'message', 'visitor', 'partition', 'offset', 'event'],
        rows: (await api.rejected({ reason, limit: SAVED })).events.map((one) => [one.rejected_at, one.reason, one.field, one.message, one.key, one.partition, one.offset, one.raw]),
      }))),
    events.length ? h('ul.rejected', {}, events.map(rejectedRow)) : h('p.muted', {}, 'None of this reason.'));

  await load();
  return { title: 'Data', element: h('div', {}, h('div.page-title', {}, h('h1', {}, 'Data'), h('p.muted', {}, 'What came in, and what was not taken.')), content) };
}

function figures({ events_accepted: accepted, events_rejected: rejected, last_event_age_ms: age }, { events, reasons }) {
  const apart = reasons.filter((one) => one.quarantined).reduce((sum, one) => sum + one.events, 0);
  return h('section.figures', { 'aria-label': 'Events' },
    tile('Accepted', 'Events that Kafka acknowledged over HTTP, since this service started.', count(accepted), age === undefined ? 'none yet' : 'over HTTP, since the start'),
    tile('Refused over HTTP', 'Events that were answered with what is wrong with them, since this service started.', count(rejected), accepted + rejected > 0 ? `${percent(rejected / (accepted + rejected))} of all` : null),
    tile('Refused behind Kafka', 'Of the last 24 hours: wrong events that were written to Kafka by others.', count(events - apart)),
    tile('Kept apart', 'Of the last 24 hours: what bots did, and purchases that cannot be. They can be let pass.', count(apart)));
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
    h('p.muted', {}, `${moment(one.rejected_at)}, ${one.key ?? 'no visitor'}, partition ${one.partition}, offset ${one.offset}`),
    h('details', {}, h('summary', {}, `The event, ${count(one.bytes)} bytes`), h('pre', {}, one.raw)));
}
