/** What one experiment has shown so far. */
import { h } from '../../lib/dom.js';
import { count, date } from '../../lib/format.js';
import { api } from '../../api.js';
import { message } from '../../parts/message.js';
import { signature } from '../who.js';
import { intervals } from './intervals.js';
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
          results.visitors > 0 ? term('Shares as dealt', `p = ${figure(results.sample_ratio_p_value)}`) : null),
        h('div.message-actions', {}, moves(one, load), h('a.button.quiet.small', { href: `/v1/experiments/${encodeURIComponent(id)}/results` }, 'As JSON'))),
      ...(results.visitors > 0 ? shown(results) : [h('p.muted', {}, 'No visitor has met it yet.')]),
      h('section.panel', {}, h('h2', {}, 'As it was designed'), h('pre', {}, JSON.stringify(one.experiment, null, 2))));
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

function shown(results) {
  const primary = results.arms[0]?.metrics[0]?.metric;
  const others = results.arms.slice(1);
  return [
    h('section.panel', {}, h('h2', {}, 'The arms'), h('div.scroll', {}, armsTable(results.arms))),
    h('section.panel', {}, h('h2', {}, `${METRICS[primary] ?? primary}, change over the control`),
      h('p.muted', {}, 'Intervals that hold whenever you look. One that does not touch the line is a difference.'),
      intervals(others.flatMap((arm) => arm.metrics.map((of) => ({ name: `${arm.arm}, ${METRICS[of.metric] ?? of.metric}`, value: of.lift, ...of.lift_interval }))))),
    ...parts('Parts of the visitors', 'To learn from: with this many looks some differ by chance.', results.segments, primary),
    ...parts('Day by day', 'Whether a change wears off once it is not new any more.', results.days, primary),
  ];
}

function parts(title, words, slices, metric) {
  const bars = slices.flatMap(({ slice, arms }) => arms.slice(1).map((arm) => {
    const of = arm.metrics.find((one) => one.metric === metric);
    return { name: `${slice}${arms.length > 2 ? `, ${arm.arm}` : ''}`, value: of?.lift, ...of?.lift_interval };
  }));
  return bars.length ? [h('section.panel', {}, h('h2', {}, title), h('p.muted', {}, words), intervals(bars))] : [];
}

function armsTable(arms) {
  const names = ['Arm', 'Visitors', 'Metric', 'Value', 'Adjusted', 'Change', 'p, whenever you look'];
  return h('table', {},
    h('thead', {}, h('tr', {}, names.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, arms.flatMap((arm) => arm.metrics.map((of, i) => h('tr', {},
      h('th', { scope: 'row' }, i === 0 ? arm.arm : ''),
      h('td', {}, i === 0 ? count(arm.visitors) : ''),
      h('td', {}, METRICS[of.metric] ?? of.metric),
      h('td', {}, `${figure(of.value)} ± ${figure(of.error)}`),
      h('td', { title: `What visitors did before takes ${Math.round(100 * of.variance_reduction)} % of the variance out` }, figure(of.adjusted)),
      h('td', {}, of.lift === null || of.lift === undefined ? 'the control' : percent(of.lift)),
      h('td', {}, figure(of.p_value)))))));
}
