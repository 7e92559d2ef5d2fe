/** Draws lines and bands into an SVG; what it shows is said in words by who asks for it. */
import { ticks } from './scale.js';

const SVG = 'http://www.w3.org/2000/svg';
const TOP = 10;
const RIGHT = 10;
const BOTTOM = 24;
const LETTER = 7.2;
const LABEL_ROOM = 96;

const known = (value) => value !== null && value !== undefined;

/**
 * The axis begins at zero, or below where values are; with `tight` where the lowest value is. What is beyond
 * `bounds` is drawn at their ends. A line goes on over gaps where its series is `sparse`.
 */
export function plot({ x, series, say, at, width, height, tight = false, bounds = [-Infinity, Infinity] }) {
  const within = (value) => Math.max(bounds[0], Math.min(bounds[1], value));
  const values = series.flatMap((one) => [...one.values, ...(one.bands ?? []).flatMap((band) => [...band.low, ...band.high])]).filter(known).map(within);
  const most = tight ? Math.max(...values) : Math.max(0, ...values);
  const from = tight ? Math.min(...values) : Math.min(0, ...values);
  const steps = ticks(most, { from, least: most > 1 && values.every(Number.isInteger) ? 1 : 0 }); // no half visitors
  const left = Math.max(...steps.map((step) => say(step).length)) * LETTER + 12;
  const across = (i) => (x.length < 2 ? left + (width - left - RIGHT) / 2 : left + (i * (width - left - RIGHT)) / (x.length - 1));
  const up = (value) => height - BOTTOM - ((within(value) - steps[0]) / (steps.at(-1) - steps[0])) * (height - BOTTOM - TOP);
  const svg = make('svg', { viewBox: `0 0 ${width} ${height}`, width, height, 'aria-hidden': 'true', 'data-left': left });

  for (const step of steps) {
    svg.append(make('line', { class: step === 0 ? 'grid-line zero' : 'grid-line', x1: left, x2: width - RIGHT, y1: up(step), y2: up(step) }),
      text(say(step), { x: left - 8, y: up(step) + 4, 'text-anchor': 'end' }));
  }
  labels(x, width - left).forEach((i) => svg.append(text(x[i], {
    x: across(i), y: height - 6, 'text-anchor': x.length < 2 ? 'middle' : i === 0 ? 'start' : i === x.length - 1 ? 'end' : 'middle',
  })));
  series.forEach((one, s) => {
    (one.bands ?? []).forEach((band) => pieces(band.low.map((low, i) => (known(low) && known(band.high[i]) ? i : null))).forEach((piece) => {
      const edge = [...piece.map((i) => [across(i), up(band.high[i])]), ...piece.toReversed().map((i) => [across(i), up(band.low[i])])];
      svg.append(make('polygon', { class: 'band', 'data-series': s, points: points(edge) }));
    }));
    pieces(one.values.map((value, i) => (known(value) ? i : null)).filter((place) => !one.sparse || place !== null)).forEach((piece) => svg.append(piece.length > 1
      ? make('polyline', { class: 'line', 'data-series': s, points: points(piece.map((i) => [across(i), up(one.values[i])])) })
      : make('circle', { class: 'dot', 'data-series': s, cx: across(piece[0]), cy: up(one.values[piece[0]]), r: 3 })));
  });
  if (at !== null && at < x.length) {
    svg.append(make('line', { class: 'cursor', x1: across(at), x2: across(at), y1: TOP, y2: height - BOTTOM }),
      ...series.map((one, s) => [one, s]).filter(([one]) => known(one.values[at]))
        .map(([one, s]) => make('circle', { class: 'dot', 'data-series': s, cx: across(at), cy: up(one.values[at]), r: 4 })));
  }
  return svg;
}

/** Stretches without a gap. */
function pieces(places) {
  const all = [[]];
  places.forEach((place) => (place === null ? all.push([]) : all.at(-1).push(place)));
  return all.filter((piece) => piece.length > 0);
}

/** Which labels fit below: the first, the last, and evenly between. */
function labels(x, room) {
  const last = x.length - 1;
  const stride = Math.max(1, Math.ceil(last / Math.max(1, Math.floor(room / LABEL_ROOM) - 1)));
  return x.map((_, i) => i).filter((i) => i === last || (i % stride === 0 && (i === 0 || last - i >= stride)));
}

const points = (all) => all.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' ');

function make(name, attributes) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
}

function text(words, attributes) {
  const element = make('text', attributes);
  element.textContent = words;
  return element;
}
