/** How it goes at this moment: what comes in, what goes out, how fresh, and what wants a look. */
import { h } from '../lib/dom.js';
import { chart } from '../parts/chart.js';
import { millis, number } from '../lib/format.js';
import { alertsPanel } from './today/alerts.js';
import { showFigures, curves } from './figures.js';
import { pulse } from './pulse.js';

const LINES = [
  { title: 'Events a second', file: 'events', about: 'Events that Kafka acknowledged, over HTTP, between two looks.', say: number, names: ['events'] },
  { title: 'Answers a second', file: 'answers', about: 'Recommendations and searches, between two looks.', say: number, names: ['answers'] },
  { title: 'Freshness', file: 'freshness', about: 'From an event’s arrival in Kafka to its visitor’s new vector in this service: the latest two thousand within five minutes, half of them quicker (median), 99 of 100 quicker (p99).', say: (ms) => (ms === 0 ? '0' : millis(ms)), names: ['median', 'p99'] },
  { title: 'Answer time', file: 'answer-time', about: 'In the service, of the latest two thousand answers.', say: (ms) => (ms === 0 ? '0' : millis(ms)), names: ['answer median', 'answer p99'] },
];

export function todayPage() {
  const cards = h('section.figures', { id: 'cards', 'aria-label': 'Figures' });
  const data = ({ names }) => ({ x: curves.times, series: names.map((name) => ({ name: name.replace('answer ', ''), values: curves[name] })) });
  const charts = LINES.map((line) => ({ line, figure: chart({ ...line, ...data(line) }) }));
  const { element: alerts, look } = alertsPanel();
  const element = h('div', {},
    h('h1.visually-hidden', {}, 'Today'),
    cards, alerts,
    h('section.panel', { 'aria-labelledby': 'now-title' }, h('h2', { id: 'now-title' }, 'The last minutes'),
      h('div.charts', {}, charts.map(({ figure }) => figure))));
  const show = ({ status }) => {
    if (status) {
      showFigures(cards, status);
      charts.forEach(({ line, figure }) => figure.update(data(line)));
      look(element);
    }
  };
  const stop = pulse.subscribe((state) => (element.isConnected ? show(state) : stop()));
  show(pulse.get());
  return { title: 'Today', element };
}
