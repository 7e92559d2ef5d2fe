/** What every stage took, and what came out of it. */
import { h } from '../../lib/dom.js';
import { count } from '../../lib/format.js';
import { csvButton } from '../../parts/csv-button.js';

const KINDS = [
  ['recall', 'Recall', (name) => name.startsWith('source:')],
  ['features', 'Features', (name) => name === 'hydrate'],
  ['filter', 'Filters', (name) => name.startsWith('filter:')],
  ['rank', 'Ranking', (name) => name === 'score'],
  ['choose', 'Choice', () => true],
];
const kindOf = (stage) => KINDS.find(([, , holds]) => holds(stage.name))[0];
const micros = (value) => (value < 10_000 ? `${count(value)} µs` : `${(value / 1000).toFixed(1)} ms`);

const sourceOf = (stage) => stage.name.replace(/^source:/, '');
const shownOf = (source, found) => found.items.filter((entry) => entry.sources.includes(source)).length;

export function stagesPanel(found, surface) {
  const { stages = [] } = found.explanation ?? {};
  const sources = stages.filter((stage) => kindOf(stage) === 'recall');
  const others = stages.filter((stage) => kindOf(stage) !== 'recall');
  return h('section.panel', { 'aria-labelledby': 'stages-title' },
    h('div.panel-head', {}, h('h2', { id: 'stages-title' }, 'How it came about'), csvButton('stages', 'How it came about', () => ({
      names: ['stage', 'kind', 'quota', 'in', 'out', 'shown', 'micros', 'failure'],
      rows: stages.map((stage) => [stage.name, kindOf(stage), surface.sources?.[sourceOf(stage)]?.quota ?? null, stage.in, stage.out,
        kindOf(stage) === 'recall' ? shownOf(sourceOf(stage), found) : null, stage.micros, stage.failure ?? '']),
    }))),
    timeline(stages),
    h('div.two-columns', {},
      h('div', {}, h('h3', {}, 'Recall'), table(['Source', 'Quota', 'Brought', 'Shown', 'Time'], sources.map((stage) => sourceRow(stage, surface, found)))),
      h('div', {}, h('h3', {}, 'Features, filters, ranking, choice'), table(['Stage', 'In', 'Out', 'Dropped', 'Time'], others.map(stageRow)))));
}

/** All stages as one bar, as long as they took, with a key that says it in words. */
function timeline(stages) {
  const total = stages.reduce((sum, stage) => sum + stage.micros, 0) || 1;
  const segment = (stage) => {
    const one = h('i', { 'data-kind': kindOf(stage), title: `${stage.name}: ${micros(stage.micros)}` });
    one.style.width = `${(stage.micros / total) * 100}%`;
    return one;
  };
  const sums = KINDS.map(([kind, label]) => [kind, label, stages.filter((stage) => kindOf(stage) === kind).reduce((sum, stage) => sum + stage.micros, 0)]);
  return h('figure.timeline', {},
    h('div.timeline-bar', { 'aria-hidden': 'true' }, stages.map(segment)),
    h('figcaption', {}, h('ul', {}, sums.map(([kind, label, sum]) => h('li', { 'data-kind': kind }, label, h('span.muted', {}, micros(sum)))))));
}

function table(names, rows) {
  return h('table.tight', {},
    h('thead', {}, h('tr', {}, names.map((name, i) => h(i ? 'th.number' : 'th', { scope: 'col' }, name)))),
    h('tbody', {}, rows));
}

const row = (head, cells) => h('tr', {}, h('th', { scope: 'row' }, head), cells.map((cell) => h('td.number', {}, cell)));

function sourceRow(stage, surface, found) {
  const name = sourceOf(stage);
  const share = surface.sources?.[name];
  const shown = shownOf(name, found);
  const failed = stage.failure ? h('span.problem', {}, stage.failure.startsWith('was not done') ? `late: ${stage.failure}` : `failed: ${stage.failure}`) : null;
  return row([name, failed], [share ? count(share.quota) : '', count(stage.out), count(shown), micros(stage.micros)]);
}

function stageRow(stage) {
  const name = { hydrate: 'features', score: 'ranking', select: 'choice' }[stage.name] ?? stage.name.replace('filter:', '');
  const less = stage.name === 'select' || stage.in === stage.out ? '' : count(stage.in - stage.out);
  return row([name, stage.failure ? h('span.problem', {}, `failed: ${stage.failure}`) : null], [count(stage.in), count(stage.out), less, micros(stage.micros)]);
}
