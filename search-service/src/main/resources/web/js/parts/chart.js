/**
 * A chart of lines over days or weeks, drawn as wide as there is room. What it shows can be walked
 * through with the arrow keys, read as a table and saved as CSV.
 */
import { h } from '../lib/dom.js';
import { csvButton } from './csv-button.js';
import { defined } from './definition.js';
import { plot } from './plot.js';

const known = (value) => value !== null && value !== undefined;

/**
 * `series` are `{ name, values, bands }`, `bands` of them `{ name, low, high }`, the widest first;
 * `x` are the labels below, one a value, and `axis` what they are; `say(value)` writes a value; `about` defines
 * the figure; `tight` and `bounds` are the plot's. The element has `update({ x, series })` for a chart that lives.
 */
export function chart({ title, about = null, file, x, axis = 'when', series, say, aside = null, tight = false, bounds = undefined }) {
  const legend = h('ul.legend', {});
  const where = h('span.muted.where', {});
  const drawing = h('div.plot', { role: 'slider', tabindex: 0, 'aria-label': `${title}, value by value`, 'aria-valuemin': 0 });
  const table = h('div.scroll', {});
  const details = h('details.as-table', { ontoggle: () => details.open && fill() }, h('summary', {}, 'As a table'), table);
  let data = { x, series };
  let at = null;

  function fill() {
    const { names, rows } = columns(data, title, axis);
    table.replaceChildren(h('table.tight', {},
      h('thead', {}, h('tr', {}, names.map((name, i) => h(i ? 'th.number' : 'th', { scope: 'col' }, name)))),
      h('tbody', {}, rows.map(([name, ...cells]) => h('tr', {}, h('th', { scope: 'row' }, name),
        cells.map((value) => h('td.number', {}, known(value) ? say(value) : '')))))));
  }

  function point(index) {
    at = index;
    const last = data.x.length - 1;
    const place = at ?? last;
    where.textContent = [axis === 'when' ? '' : axis, data.x[place] ?? ''].filter(Boolean).join(' ');
    const said = data.series.map((one) => [one.name, known(one.values[place]) ? say(one.values[place]) : 'nothing']);
    legend.replaceChildren(...data.series.map((one, i) => h('li', { 'data-series': i }, one.name, h('b', {}, said[i][1]))));
    drawing.setAttribute('aria-valuemax', Math.max(0, last));
    drawing.setAttribute('aria-valuenow', Math.max(0, place));
    drawing.setAttribute('aria-valuetext', `${data.x[place] ?? 'nothing yet'}: ${said.map((one) => one.join(' ')).join(', ')}`);
  }

  const draw = () => {
    if (drawing.clientWidth > 0) {
      drawing.replaceChildren(plot({ ...data, say, at, tight, bounds, width: drawing.clientWidth, height: 190 }));
    }
  };
  const look = (index) => {
    point(index);
    draw();
  };
  const nearest = (event) => {
    const { left, width } = drawing.getBoundingClientRect();
    const inset = Number(drawing.firstChild?.dataset.left ?? 0);
    const share = (event.clientX - left - inset) / Math.max(1, width - inset - 10);
    return Math.max(0, Math.min(data.x.length - 1, Math.round(share * (data.x.length - 1))));
  };
  drawing.addEventListener('pointermove', (event) => data.x.length && look(nearest(event)));
  drawing.addEventListener('pointerleave', () => look(null));
  drawing.addEventListener('blur', () => look(null));
  drawing.addEventListener('keydown', (key) => {
    const last = data.x.length - 1;
    const now = at ?? last;
    const next = { ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1, Home: 0, End: last }[key.key];
    if (next !== undefined && last >= 0) {
      key.preventDefault();
      look(Math.max(0, Math.min(last, next)));
    }
  });
  new ResizeObserver(draw).observe(drawing);
  point(null);

  const element = h('figure.chart', { 'data-chart': file },
    h('figcaption', {}, h('h3', {}, defined(title, about)), where, aside, csvButton(file, title, () => columns(data, title, axis))),
    legend, drawing, details);
  element.update = (next) => {
    data = next;
    at = at !== null && at < data.x.length ? at : null;
    look(at);
    if (details.open) {
      fill();
    }
  };
  return element;
}

/** The same as columns, `axis` above the labels: the labels, and of every line its values and the ends of its bands. */
function columns({ x, series }, title, axis) {
  const all = series.flatMap((one) => [
    { name: series.length > 1 ? one.name : title, values: one.values },
    ...(one.bands ?? []).flatMap((band) => [{ name: `${band.name} low`, values: band.low }, { name: `${band.name} high`, values: band.high }]),
  ]).filter((column) => column.values.some(known));
  return { names: [axis, ...all.map((column) => column.name)], rows: x.map((label, i) => [label, ...all.map((column) => column.values[i] ?? null)]) };
}
