/** The milliseconds from click to changed shelf: the last one large, the others as a small curve. */
import { h, icon } from '../lib/dom.js';
import { count, millis } from '../lib/format.js';
import { stopwatch } from '../stopwatch.js';
import { sparkline } from './sparkline.js';

export function createMeter() {
  const figure = h('strong.meter-figure', {}, 'Click something');
  const curve = h('span.meter-curve', {});
  const panel = h('div.meter-panel', {});
  const meter = h('details.meter', {},
    h('summary', { title: 'From your click to the changed shelf. Open for what was measured.' },
      icon('bolt', 18), figure, curve, h('span.visually-hidden', {}, 'What was measured')),
    panel);

  const show = (history) => {
    const last = history.at(-1);
    if (last) {
      figure.textContent = millis(last.total);
      meter.dataset.millis = last.total.toFixed(2);
      meter.dataset.measured = history.length;
    }
    curve.replaceChildren(sparkline(history.map((one) => one.total), { width: 64, height: 22 }));
    panel.replaceChildren(...explanation(history));
  };
  stopwatch.history.subscribe(show);
  show(stopwatch.history.get());

  document.addEventListener('click', (click) => meter.contains(click.target) || (meter.open = false));
  meter.addEventListener('keydown', (key) => key.key === 'Escape' && (meter.open = false));
  return meter;
}

function explanation(history) {
  const text = h('p', {},
    'Measured in your browser, by its own clock: from your click until the new cards stand in this page. '
    + 'In between, the click went to the server, Kafka kept it, Flink worked it into your vector, the server told '
    + 'this page that the vector is newer, and the page asked for a fresh shelf and drew it. The animation is not counted.');
  const last = history.at(-1);
  if (!last) {
    return [h('h3', {}, 'From click to changed shelf'), text, h('p.muted', {}, 'Nothing measured yet: open an item, or put one into the basket.')];
  }
  const totals = history.map((one) => one.total).sort((a, b) => a - b);
  return [
    h('h3', {}, 'From click to changed shelf'),
    text,
    h('dl.stages', {},
      stage('Kafka has the click', last.acknowledged === null ? 'after the shelf' : millis(last.acknowledged)),
      stage('Kafka to Flink to served vector, on the server’s clock', `${last.river} ms`),
      stage('this page knows of your newer vector', millis(last.vector)),
      stage('fresh shelf asked for and drawn', `+ ${millis(last.answer)}`),
      stage('in all', millis(last.total))),
    h('p.muted', {}, `You ${last.what}${last.changed ? '' : '; the fresh shelf is the same as before'}. `
      + `Median of your last ${count(totals.length)}: ${millis(totals[Math.floor((totals.length - 1) / 2)])}, `
      + `slowest ${millis(totals.at(-1))}.`),
  ];
}

const stage = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));
