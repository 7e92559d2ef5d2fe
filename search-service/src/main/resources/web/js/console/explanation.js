import { h } from '../lib/dom.js';
import { count } from '../lib/format.js';

const DROPS_SHOWN = 20;

/** Stages as bars of their time, and the items that were dropped with the reason of each. */
export function explanation({ stages = [], dropped = [] }) {
  const longest = Math.max(...stages.map((stage) => stage.micros), 1);
  return [
    stages.length ? h('h3', {}, 'Stages') : null,
    stages.length ? h('ul.stage-bars', {}, stages.map((stage) => stageBar(stage, longest))) : null,
    h('h3', {}, `Dropped on the way: ${count(dropped.length)}`),
    dropped.length ? h('details', {}, h('summary', {}, 'Which, and why'),
      h('ul.drops', {}, dropped.slice(0, DROPS_SHOWN).map((drop) => h('li', {}, h('b', {}, drop.item_id), ` ${drop.stage}: ${drop.reason}`)),
        dropped.length > DROPS_SHOWN ? h('li.muted', {}, `and ${count(dropped.length - DROPS_SHOWN)} more, see the JSON`) : null)) : null,
  ].filter(Boolean);
}

function stageBar(stage, longest) {
  const filled = h('span.bar', {}, h('i', {}));
  filled.firstChild.style.width = `${Math.max(1, (stage.micros / longest) * 100)}%`;
  return h('li', {}, h('span', {}, stage.name), filled,
    h('span.muted', {}, stage.failure
      ? `failed: ${stage.failure}`
      : `${count(stage.micros)} µs, ${stage.name.startsWith('source:') ? '' : `${count(stage.in)} → `}${count(stage.out)} items`));
}
