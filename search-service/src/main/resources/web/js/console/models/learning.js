/** How a generation learned, epoch by epoch. */
import { h } from '../../lib/dom.js';
import { parameters, remember } from '../../lib/address.js';
import { number } from '../../lib/format.js';
import { api } from '../../api.js';
import { chart } from '../../parts/chart.js';
import { choice } from '../field.js';

const SCORE = 'NDCG@10 on validation, of items that the visitor had not met before: what says when to stop. It is asked only now and then where asking takes long.';
const LOSS = 'Mean loss on what is learned from; of a ranker on visitors whom it did not learn from. Losses of different parts do not compare.';

/** `generations` are all there are, the newest last; the address says of which one, else it is `current`. */
export function learningPanel(generations, current) {
  const charts = h('div', { 'aria-live': 'polite' });
  const ids = generations.map((one) => one.generation).toReversed();
  const asked = parameters().learning;
  let chosen = ids.includes(asked) ? asked : ids.includes(current) ? current : ids[0];
  const pick = choice('learning', ids.map((id) => [id, id]), chosen);
  pick.addEventListener('change', () => {
    chosen = pick.value;
    remember('#/models', { learning: chosen });
    load();
  });

  async function load() {
    const of = chosen;
    let shown;
    try {
      shown = drawn((await api.learning(of)).curves, of);
    } catch (error) {
      shown = h('p.problem', { role: 'alert' }, error.message);
    }
    if (of === chosen) {
      charts.replaceChildren(shown);
    }
  }

  load();
  return h('section.panel', { id: 'learning', 'aria-labelledby': 'learning-title' },
    h('div.panel-head', {}, h('h2', { id: 'learning-title' }, 'How it learned'), h('label.field.inline', {}, h('span', {}, 'Generation'), pick)), charts);
}

function drawn(curves, generation) {
  if (curves.length === 0) {
    return h('p.muted', {}, `Nothing is told of how ${generation} learned: it was trained before Limpet kept that, elsewhere, or from a warm start, which chooses nothing. The next full \`limpet train\` tells it.`);
  }
  return h('div.charts', { 'data-learning': generation },
    line('Ranking quality', SCORE, `learning-${generation}-quality`, curves.filter((one) => one.points.some((point) => 'score' in point)), 'score'),
    curves.filter((one) => one.points.some((point) => 'loss' in point)).map((one) =>
      line(`Loss, ${one.label}`, LOSS, `learning-${generation}-loss-${one.label.replace(/\W+/g, '-')}`, [one], 'loss')));
}

/** One value of every curve, by epoch; nothing where no curve has it. */
function line(title, about, file, curves, value) {
  if (curves.length === 0) {
    return null;
  }
  const last = Math.max(...curves.flatMap((one) => one.points.map((point) => point.epoch)));
  const x = Array.from({ length: last }, (_, i) => String(i + 1));
  return chart({
    title, about, file, x, axis: 'epoch', say: number, tight: true,
    series: curves.map(({ label, points }) => {
      const of = new Map(points.map((point) => [String(point.epoch), point[value] ?? null]));
      return { name: label, values: x.map((epoch) => of.get(epoch) ?? null), sparse: true };
    }),
  });
}
