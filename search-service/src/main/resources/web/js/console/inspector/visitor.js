/** Who asked: the vector, its age, and what was done lately. */
import { h } from '../../lib/dom.js';
import { count, counted, date, duration } from '../../lib/format.js';
import { itemsById } from '../../lib/lookup.js';
import { picture } from '../../parts/picture.js';

const SHOWN = 24;
const LIKED = 6;

export function visitorPanel(question, request, user, titles) {
  const given = (request.history ?? []).map((one) => ({ ...one, title: titles.get(one.item_id)?.title, event: 'given' })).reverse();
  return h('section.panel', { 'aria-labelledby': 'visitor-title' },
    h('h2', { id: 'visitor-title' }, question.visitor ? `Visitor ${question.visitor}` : 'Nobody in particular'),
    user?.known ? known(user) : h('p.muted', {}, question.visitor ? 'Nothing is known of this visitor.' : 'No visitor was named, so nothing is known.'),
    given.length || user?.recent?.length ? h('h3', {}, 'History, the latest first') : null,
    given.length || user?.recent?.length ? history([...given, ...(user?.recent ?? [])]) : null);
}

function known(user) {
  const liked = Object.entries(user.affinities ?? {}).filter(([, weight]) => weight > 0).sort((a, b) => b[1] - a[1]).slice(0, LIKED);
  const fact = (name, value, more) => h('div', {}, h('dt', {}, name), h('dd', {}, value, more ? h('span.muted', {}, more) : null));
  return h('div', {},
    h('dl.facts-row', {},
      fact('Vector', user.has_vector ? age(user.vector_at) : 'none', user.has_vector ? `old, of ${user.generation}` : 'encoded on the spot'),
      fact('Events', count(user.events), `${date(user.first_seen)} to ${date(user.last_seen)}`),
      fact('Bought', count((user.bought ?? []).length), 'items known')),
    liked.length ? h('ul.tags', { 'aria-label': 'Favourite categories' }, liked.map(([name]) => h('li.tag', {}, name))) : null);
}

const age = (at) => (at ? duration((Date.now() - new Date(at).getTime()) / 1000) : 'of unknown age');

function history(rows) {
  const list = h('ul.history', {}, rows.slice(0, SHOWN).map((row) => line(row, { item_id: row.item_id, title: row.title ?? '', categories: [] })));
  itemsById(rows.slice(0, SHOWN).map((row) => row.item_id)).then((items) =>
    list.replaceChildren(...rows.slice(0, SHOWN).map((row) => line(row, items.get(row.item_id))),
      ...(rows.length > SHOWN ? [h('li.muted', {}, `and ${counted(rows.length - SHOWN, 'more act')}`)] : [])), () => {});
  return list;
}

const line = (row, item) => h('li', {}, picture(item),
  h('span', {}, h('b', {}, item.title || row.title || row.item_id),
    h('span.muted', {}, `${row.event.replaceAll('_', ' ')}${row.timestamp ? `, ${date(row.timestamp)}` : ''}`)));
