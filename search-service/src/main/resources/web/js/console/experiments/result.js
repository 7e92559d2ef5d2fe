/** What one experiment has shown so far. */
import { h } from '../../lib/dom.js';
import { count, date } from '../../lib/format.js';
import { api } from '../../api.js';
import { chart } from '../../parts/chart.js';
import { dataTable } from '../../parts/data-table.js';
import { message } from '../../parts/message.js';
import { signature } from '../who.js';
import { intervalsPanel, WIDEST } from './intervals.js';
import { figure, METRICS, moves, percent } from './said.js';

export async function experimentPage(id) {
  const content = h('div', {});

  async function load() {
    const [one, results] = await Promise.all([api.experiment(id), api.experimentResults(id)]);
    content.replaceChildren(
      h('section.panel', { 'data-verdict': results.verdict },
        h('h2', {}, one.state === 'draft' ? 'A draft: it decides nothing yet' : `${results.verdict}: ${results.meaning}`),
        one.problem ? h('p.problem', {}, one.problem) : null,
        h('dl.terms', {},
          term('State', h('span.state', { 'data-state': one.state }, one.state)),
          term('From', one.from ? date(one.from) : 'not started'),
          term('Until', one.until ? date(one.until) : 'open'),
          term('Visitors', `${count(results.visitors)}${results.needed ? ` of ${count(results.needed)} needed` : ''}`),
          results.visitors > 0 ? term('Shares as dealt', `p = ${figure(results.sample_ratio_pvalue)}`) : null),
        h('div.message-actions', {}, moves(one, load), h('a.button.quiet.small', { href: `/v1/experiments/${encodeURIComponent(id)}/results` }, 'As JSON'))),
      ...(results.visitors > 0 ? shown(results) : [h('p.muted', {}, 'No visitor has met it yet.')]),
      h('section.panel', {}, h('h2', {}, 'As it was designed'), h('pre', { tabindex: 0 }, JSON.stringify(one.experiment, null, 2))));
  }

  try {
    await load();
  } catch (error) {
    if (error.status !== 404) {
      throw error;
    }
    return { title: 'Experiments', element: message('There is no such experiment', error.message, h('a.button', { href: '#/experiments' }, 'To the experiments')) };
  }
  return { title: id, element: h('div', {}, h('div.page-title', {}, h('h1', {}, id), signature()), content) };
}

const term = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));

const WHENEVER = 'The interval that holds whenever you look. One that does not touch the line is a difference.';

function shown(results) {
  const primary = results.arms[0]?.metrics[0]?.metric;
  const named = METRICS[primary] ?? primary;
  const others = results.arms.slice(1);
  return [
    h('section.panel', { 'aria-labelledby': 'arms-title' }, armsTable(results)),
    intervalsPanel({
      title: `${named}, change over the control`, about: WHENEVER, words: 'Intervals hold whenever you look.', file: `experiment-${results.id}-changes`,
      bars: others.flatMap((arm) => arm.metrics.map((of) => ({ name: `${arm.arm}, ${METRICS[of.metric] ?? of.metric}`, value: of.lift, ...of.lift_interval }))),
    }),
    ...segments(results, primary),
    ...days(results, primary, named),
  ];
}

const metricOf = (arm, metric) => arm.metrics.find((one) => one.metric === metric);

function segments({ id, segments: slices }, metric) {
  const bars = slices.flatMap(({ slice, arms }) => arms.slice(1).map((arm) => {
    const of = metricOf(arm, metric);
    return { name: `${slice}${arms.length > 2 ? `, ${arm.arm}` : ''}`, value: of?.lift, ...of?.lift_interval };
  }));
  return bars.length ? [intervalsPanel({ title: 'Parts of the visitors', about: WHENEVER, words: 'To learn from: with this many looks some differ by chance.', file: `experiment-${id}-parts`, bars })] : [];
}

/** The change of every arm over the control, by the day on which visitors were answered. */
function days({ id, days: slices, arms }, metric, named) {
  const lines = arms.slice(1).map(({ arm }) => {
    const of = slices.map((day) => metricOf(day.arms.find((one) => one.arm === arm) ?? { metrics: [] }, metric));
    const end = (which) => of.map((one) => one?.lift_interval?.[which] ?? null);
    return { name: arm, values: of.map((one) => one?.lift ?? null), bands: [{ name: arm, low: end('low'), high: end('high') }] };
  });
  return slices.length ? [h('section.panel', { 'aria-labelledby': 'days-title' }, h('h2', { id: 'days-title' }, 'Day by day'), chart({
    title: `${named}, change over the control`, file: `experiment-${id}-days`, x: slices.map((day) => day.slice), say: percent, bounds: [-WIDEST, WIDEST],
    about: `Of the visitors who were answered on the day: whether a change wears off once it is not new any more. The band is the interval that holds whenever you look; beyond ${WIDEST * 100} % nothing is drawn.`,
    series: lines,
  }))] : [];
}

function armsTable({ id, arms }) {
  const rows = arms.flatMap((arm) => arm.metrics.map((of, i) => ({ arm, of, isFirst: i === 0 })));
  return dataTable({
    title: 'The arms', id: 'arms-title', file: `experiment-${id}-arms`, rows,
    columns: [
      { name: 'Arm', value: ({ arm }) => arm.arm, show: ({ arm, isFirst }) => (isFirst ? arm.arm : '') },
      { name: 'Visitors', number: true, value: ({ arm }) => arm.visitors, show: ({ arm, isFirst }) => (isFirst ? count(arm.visitors) : '') },
      { name: 'Metric', value: ({ of }) => of.metric, show: ({ of }) => METRICS[of.metric] ?? of.metric },
      { name: 'Value', about: 'As it is, and its standard error.', number: true, value: ({ of }) => of.value, show: ({ of }) => `${figure(of.value)} ± ${figure(of.error)}` },
      { name: 'Adjusted', about: 'By what the same visitors did in the days before, which takes the stated share of the variance out.', number: true, value: ({ of }) => of.adjusted,
        show: ({ of }) => h('span', {}, figure(of.adjusted), h('span.muted', {}, ` ${Math.round(100 * of.variance_reduction)} % less`)) },
      { name: 'Change', about: 'Of the adjusted values, over the control.', number: true, value: ({ of }) => of.lift ?? null, show: ({ of }) => (of.lift === null || of.lift === undefined ? 'the control' : percent(of.lift)) },
      { name: 'p', about: 'Valid whenever you look, corrected for the number of arms.', number: true, value: ({ of }) => of.p_value ?? null, show: ({ of }) => figure(of.p_value) },
    ],
  });
}
