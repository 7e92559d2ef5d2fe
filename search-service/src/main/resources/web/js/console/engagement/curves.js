/** The figures day by day. */
import { h } from '../../lib/dom.js';
import { count } from '../../lib/format.js';
import { chart } from '../../parts/chart.js';
import { nameOf, written } from './words.js';

const CHARTS = [
  { title: 'Visitors', file: 'visitors', figures: ['dau', 'wau', 'mau'] },
  { title: 'Stickiness', file: 'stickiness', figures: ['stickiness'] },
  { title: 'Who they are', file: 'lifecycle', figures: ['new', 'returning', 'resurrected', 'churned'] },
  { title: 'Sessions', file: 'sessions', figures: ['sessions'] },
  { title: 'Visitors who buy', file: 'conversion', figures: ['conversion'] },
  { title: 'Bounce rate', file: 'bounce-rate', figures: ['bounce_rate'] },
];

export function curves({ days }, definitions, { from, to }) {
  const x = daysBetween(from, to);
  const byDay = new Map(days.map((day) => [day.day, day]));
  const line = (name, of) => ({
    name: nameOf(name),
    values: x.map((day) => of(byDay.get(day))?.[name]?.value ?? null),
    bands: [{ name: nameOf(name), low: x.map((day) => of(byDay.get(day))?.[name]?.low ?? null), high: x.map((day) => of(byDay.get(day))?.[name]?.high ?? null) }],
  });
  const figures = (day) => day?.figures;
  const charts = CHARTS.map(({ title, file, figures: names }) => {
    const unit = definitions[names[0]]?.unit;
    return chart({
      title, file: `engagement-${file}`, x, say: (value) => written(value, unit),
      about: names.map((name) => (names.length > 1 ? `${nameOf(name)}: ${definitions[name]?.text}` : definitions[name]?.text)).join(' '),
      series: names.map((name) => line(name, figures)),
    });
  });
  const currencies = [...new Set(days.flatMap((day) => Object.keys(day.money)))];
  const money = currencies.map((currency) => chart({
    title: `Revenue, ${currency || 'no currency named'}`, file: `engagement-revenue-${currency}`, x, about: definitions.revenue?.text, say: (value) => count(Math.round(value)),
    series: [line('revenue', (day) => day?.money[currency])],
  }));
  return h('section.panel', { 'aria-labelledby': 'days-title' }, h('h2', { id: 'days-title' }, 'Day by day'), h('div.charts', {}, charts, money));
}

function daysBetween(from, to) {
  const all = [];
  for (let day = Date.parse(from); day <= Date.parse(to); day += 86_400_000) {
    all.push(new Date(day).toISOString().slice(0, 10));
  }
  return all;
}
