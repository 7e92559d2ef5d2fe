/** Cards with one figure each; rates come from the difference between two polls. */
import { h } from '../lib/dom.js';
import { count, duration, millis } from '../lib/format.js';
import { sparkline } from '../parts/sparkline.js';

const KEPT = 60;

const curves = { events: [], answers: [] };
let before = null;

export function showFigures(element, status) {
  const now = { at: performance.now(), events: status.events_accepted, answers: status.answers };
  const events = rate('events', now);
  const answers = rate('answers', now);
  before = now;

  const latency = status.latency_ms;
  element.replaceChildren(
    figure('Events', perSecond(events), `${count(status.events_accepted)} accepted over HTTP, ${count(status.events_rejected)} rejected`, curves.events),
    figure('Answers', perSecond(answers), `${count(status.answers)} since the start`, curves.answers),
    figure('Answer time', latency && status.answers > 0 ? millis(latency.p50) : 'none yet',
      latency && status.answers > 0 ? `median; p95 ${millis(latency.p95)}, p99 ${millis(latency.p99)}` : 'measured in the service'),
    figure('Last event', status.last_event_age_ms === null || status.last_event_age_ms === undefined
      ? 'none yet' : age(status.last_event_age_ms), 'since the last one came over HTTP'),
    figure('Catalogue', count(status.catalogue_size), 'items'),
    figure('Visitors', count(status.users), generationsOf(status)));
}

function rate(name, now) {
  if (!before || now[name] < before[name]) {
    return null; // the first poll, or the service started anew
  }
  const value = ((now[name] - before[name]) * 1000) / (now.at - before.at);
  curves[name].push(value);
  curves[name].splice(0, curves[name].length - KEPT);
  return value;
}

const perSecond = (value) => (value === null ? '…' : `${value < 10 ? value.toFixed(1) : count(Math.round(value))}/s`);

const age = (ms) => (ms < 1000 ? `${Math.round(ms)} ms` : duration(ms / 1000));

function generationsOf(status) {
  const current = status.users_by_generation?.[status.current_generation];
  return current === undefined ? 'known' : `known, ${count(current)} on the current generation`;
}

function figure(name, value, detail, curve = null) {
  return h('div.figure', {},
    h('h2', {}, name),
    h('p.figure-value', {}, value),
    h('p.muted', {}, detail),
    curve && curve.length > 1 ? sparkline(curve, { width: 150, height: 30 }) : null);
}
