/** Whether visitors come back: figures by the day, the funnel, who was retained, what they say. */
import { h } from '../lib/dom.js';
import { addressOf, parameters, remember } from '../lib/address.js';
import { api, ApiError } from '../api.js';
import { message } from '../parts/message.js';
import { curves } from './engagement/curves.js';
import { funnelPanel } from './engagement/funnel.js';
import { retentionPanel } from './engagement/retention.js';
import { segmentsPanel } from './engagement/segments.js';
import { surveysPanel } from './engagement/surveys.js';
import { terms } from './engagement/terms.js';
import { tiles } from './engagement/tiles.js';

const PATH = '#/engagement';
const DAY_MILLIS = 86_400_000;

const dayOf = (millis) => new Date(millis).toISOString().slice(0, 10);

/** What the service is asked, of what the address says. */
function askedOf({ days = '30', by = 'all', value, traffic }) {
  return { from: dayOf(Date.now() - (Number(days) - 1) * DAY_MILLIS), by, ...(by === 'all' ? {} : { value }), traffic };
}

export async function engagementPage() {
  const content = h('div', {});
  let turn = 0;

  async function load(state) {
    const mine = ++turn;
    const asked = askedOf(state);
    const [found, funnels, cohorts, said] = await Promise.all([
      api.engagement(asked), api.funnel(asked), api.retention({ ...asked, grid: state.grid ?? 'day' }), api.surveys({ from: asked.from })]);
    if (mine === turn) {
      content.replaceChildren(...panels(state, asked, found, funnels, cohorts, said));
    }
  }

  function panels(state, asked, found, funnels, cohorts, said) {
    const { segments, definitions } = found;
    const change = (values) => {
      remember(PATH, { ...state, ...values });
      show({ ...state, ...values });
    };
    if (!segments.some((segment) => Object.keys(segment.total.figures).length > 0 && segment.total.figures.visitors?.value > 0)) {
      return [nothing(state), ...surveysPanel(said)];
    }
    const whole = segments.length === 1 && segments[0].days ? segments[0] : null;
    const split = state.by && state.by !== 'all' && !whole;
    return [
      ...(split ? [segmentsPanel(segments, definitions, state, (value) => addressOf(PATH, { ...state, value }))] : []),
      ...(whole ? [tiles(whole, definitions), curves(whole, definitions, found.asked)] : []),
      ...funnels.segments.slice(0, split ? 6 : 1).map((one) => funnelPanel(one, split)),
      ...(split ? [] : [retentionPanel(cohorts, state.grid ?? 'day', change)]),
      ...surveysPanel(said),
      h('p.muted', {}, 'All figures as the service gives them: ',
        h('a', { href: `/v1/metrics/engagement?${new URLSearchParams({ ...definedOnly(asked), format: 'csv' })}` }, 'CSV'), `. Days are those of ${found.asked.zone}.`),
    ];
  }

  const bar = h('div', {});
  async function show(state) {
    bar.replaceChildren(terms(state, (next) => {
      remember(PATH, next);
      show(next);
    }));
    try {
      await load(state);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500 || error.status === 0) {
        throw error;
      }
      content.replaceChildren(h('p.problem', { role: 'alert' }, error.message));
    }
  }

  await show(parameters());
  return {
    title: 'Engagement',
    element: h('div', {}, h('div.page-title', {}, h('h1', {}, 'Engagement'), h('p.muted', {}, 'Whether visitors come back.')), bar, content),
  };
}

const definedOnly = (asked) => Object.fromEntries(Object.entries(asked).filter(([, value]) => value));

function nothing(state) {
  if (state.by && state.by !== 'all') {
    return message(`No event tells its ${state.by}`, 'Events do by their properties channel and country, and by the recommendation_id of the answer that they follow: docs/engagement.md.',
      h('a.button', { href: addressOf(PATH, { ...state, by: '', value: '' }) }, 'Show everybody'));
  }
  return message('Nobody came in this time', state.traffic === 'synthetic'
    ? 'Synthetic traffic is what `limpet demo` and `limpet simulate` make, and events with the property synthetic.'
    : 'Send events to POST /v1/events, and they are counted here within seconds. Made-up traffic of the demo is counted apart.',
  h('a.button', { href: addressOf(PATH, { ...state, traffic: state.traffic === 'synthetic' ? '' : 'synthetic', value: '' }) },
    state.traffic === 'synthetic' ? 'Show people' : 'Show synthetic traffic'));
}
