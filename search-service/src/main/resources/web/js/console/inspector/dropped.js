/** What is not shown: by the stage that took it away, to be searched by id, title or reason. */
import { h } from '../../lib/dom.js';
import { count, counted } from '../../lib/format.js';
import { itemsById } from '../../lib/lookup.js';
import { csvButton } from '../../parts/csv-button.js';
import { picture } from '../../parts/picture.js';

const SHOWN = 48;

export function droppedPanel({ explanation = {} }) {
  const dropped = explanation.dropped ?? [];
  const groups = h('div.drop-groups', {});
  const status = h('p.muted', { role: 'status' });
  const opened = new Set();
  let items = new Map();

  const search = h('input', {
    type: 'search', placeholder: 'id, title or reason', maxlength: 200,
    oninput: async () => {
      await know(dropped.map((drop) => drop.item_id));
      show();
    },
  });

  async function know(ids) {
    if (ids.some((id) => !items.has(id))) {
      items = new Map([...items, ...await itemsById(ids).catch(() => [])]);
    }
  }

  function show() {
    const words = search.value.trim().toLowerCase();
    const hit = (drop) => [drop.item_id, drop.stage, drop.reason, items.get(drop.item_id)?.title ?? ''].some((text) => text.toLowerCase().includes(words));
    const found = dropped.filter(hit);
    status.textContent = words ? `${counted(found.length, 'item')} of ${count(dropped.length)}` : '';
    groups.replaceChildren(...byStage(found).map(([stage, drops]) => group(stage, drops, words !== '')));
  }

  function group(stage, drops, open) {
    const list = h('ul.drop-list', {});
    const fill = async () => {
      const some = drops.slice(0, SHOWN);
      await know(some.map((drop) => drop.item_id));
      list.replaceChildren(...some.map((drop) => line(drop, items.get(drop.item_id) ?? { item_id: drop.item_id })),
        ...(drops.length > SHOWN ? [h('li.muted', {}, `and ${count(drops.length - SHOWN)} more: search for one`)] : []));
    };
    const details = h('details', { ontoggle: () => {
      if (details.open) {
        fill();
      }
      (details.open ? opened.add(stage) : opened.delete(stage));
    } }, h('summary', {}, h('b', {}, stage), ` ${counted(drops.length, 'item')}`, h('span.muted', {}, ` ${mostly(drops)}`)), list);
    details.open = open || opened.has(stage);
    return details;
  }

  show();
  return h('section.panel', { 'aria-labelledby': 'dropped-title' },
    h('div.panel-head', {}, h('h2', { id: 'dropped-title' }, `Dropped on the way: ${count(dropped.length)}`),
      dropped.length ? h('label.field.inline', {}, h('span', {}, 'Search'), search) : null,
      dropped.length ? csvButton('dropped', 'What was dropped', () => ({
        names: ['item_id', 'stage', 'reason'], rows: dropped.map((drop) => [drop.item_id, drop.stage, drop.reason]),
      })) : null),
    status,
    dropped.length ? groups : h('p.muted', {}, 'Every candidate passed every filter.'));
}

function byStage(drops) {
  const groups = new Map();
  drops.forEach((drop) => groups.set(drop.stage, [...(groups.get(drop.stage) ?? []), drop]));
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}

/** The reasons of a group, the most frequent first. */
function mostly(drops) {
  const reasons = new Map();
  drops.forEach(({ reason }) => reasons.set(reason, (reasons.get(reason) ?? 0) + 1));
  const sorted = [...reasons].sort((a, b) => b[1] - a[1]).map(([reason]) => reason);
  return sorted.slice(0, 2).join('; ') + (sorted.length > 2 ? '; …' : '');
}

const line = (drop, item) => h('li', {}, picture(item),
  h('span', {}, h('b', {}, item.title ?? drop.item_id), h('span.muted', {}, `${drop.item_id} · ${drop.reason}`)));
