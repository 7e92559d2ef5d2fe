/** Cards with one figure each; rates come from the difference between two looks. */
import { count, duration, millis } from '../lib/format.js';
import { tile } from '../parts/tile.js';
import { pulse } from './pulse.js';

const KEPT = 150; // looks: five minutes

/** What the charts of the last minutes show, one value a look, the latest last. */
export const curves = { times: [], events: [], answers: [], median: [], p99: [], 'answer median': [], 'answer p99': [] };

let before = null;

/** Takes in a look, also while another page is open. */
pulse.subscribe(({ status }) => {
  if (!status || status === before?.status) {
    return;
  }
  const now = { at: performance.now(), status };
  const of = (field) => (!before || status[field] < before.status[field] ? null // the first look, or the service began anew
    : ((status[field] - before.status[field]) * 1000) / (now.at - before.at));
  if (before && now.at - before.at < 200) {
    return; // asked for between two looks: too short a time for a rate
  }
  keep('times', new Date().toLocaleTimeString('en-GB'));
  keep('events', of('events_accepted'));
  keep('answers', of('answers'));
  keep('median', status.freshness_ms?.p50 ?? null);
  keep('p99', status.freshness_ms?.p99 ?? null);
  keep('answer median', status.latency_ms?.p50 ?? null);
  keep('answer p99', status.latency_ms?.p99 ?? null);
  before = now;
});

function keep(name, value) {
  curves[name].push(value);
  curves[name].splice(0, curves[name].length - KEPT);
}

export function showFigures(element, status) {
  if (element.querySelector('.definition:hover, .definition:focus')) {
    return; // a definition is being read
  }
  const latency = status.latency_ms;
  const fresh = status.freshness_ms;
  element.replaceChildren(
    tile('Events', 'Events that Kafka acknowledged, over HTTP; what other producers write is not counted here.', perSecond(curves.events.at(-1)),
      `${count(status.events_accepted)} accepted over HTTP, ${count(status.events_rejected)} rejected`),
    tile('Answers', 'Recommendations and searches.', perSecond(curves.answers.at(-1)), `${count(status.answers)} since the start`),
    tile('Freshness', 'From an event’s arrival in Kafka to its visitor’s new vector in this service, of the latest two thousand within five minutes.',
      fresh ? millis(fresh.p50) : 'none lately', fresh ? `median; p95 ${millis(fresh.p95)}, p99 ${millis(fresh.p99)}` : 'from event to new vector'),
    tile('Answer time', 'From the request that was read to the answer that was made, of the latest two thousand within five minutes.',
      latency ? millis(latency.p50) : 'none lately', latency ? `median; p95 ${millis(latency.p95)}, p99 ${millis(latency.p99)}` : 'measured in the service'),
    tile('Errors', 'Requests that this service failed (5xx) since its start. A stage that failed left something out of an answer, which came all the same.',
      count(status.errors), `${count(status.stage_failures)} failed stages`),
    tile('Last event', 'Since the last event came over HTTP.', status.last_event_age_ms === undefined ? 'none yet' : age(status.last_event_age_ms), 'ago, over HTTP'),
    tile('Catalogue', 'Items that are known, on sale or not.', count(status.catalogue_size), 'items'),
    tile('Visitors', 'Visitors of whom something is known; devices and users count apart.', count(status.users), generationsOf(status)));
}

const perSecond = (value) => (value === null || value === undefined ? '…' : `${value < 10 ? value.toFixed(1) : count(Math.round(value))}/s`);

const age = (ms) => (ms < 1000 ? `${Math.round(ms)} ms` : duration(ms / 1000));

function generationsOf(status) {
  const current = status.users_by_generation?.[status.current_generation];
  return current === undefined ? 'known' : `known, ${count(current)} on the current generation`;
}
