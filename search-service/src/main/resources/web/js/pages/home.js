import { h, icon } from '../lib/dom.js';
import { count } from '../lib/format.js';
import { api } from '../api.js';
import { shopper } from '../shopper.js';
import { pictureUrl } from '../illustrate/index.js';
import { liveShelf } from '../parts/live-shelf.js';
import { openProfile } from '../parts/profile.js';
import { shelf } from '../parts/shelf.js';

export function homePage() {
  const recommend = (surface) => () => api.recommendations({ ...shopper.ids(), surface, limit: 12 });
  return {
    title: 'Home',
    element: h('div', {},
      hero(),
      liveShelf,
      h('div.more', {}, h('a.button.quiet', { href: '#/picks' }, 'More picked for you')),
      categories(),
      shelf({ title: 'Trending', name: 'trending', note: 'What other shoppers are after right now.', load: recommend('trending') }),
      shelf({ title: 'New in', name: 'new', note: 'Washed ashore most recently.', load: recommend('new') })),
  };
}

function hero() {
  return h('section.hero', {},
    h('div.hero-words', {},
      h('h1', {}, 'Small finds from', h('br'), 'the tideline'),
      h('p', {}, 'Mugs, lanterns, bunting and a few thousand other things. The shelf below learns from every click, while you watch.'),
      h('div.hero-actions', {},
        h('button.button', { type: 'button', onclick: openProfile }, icon('person', 18), 'Shop as somebody'),
        h('a.button.quiet', { href: '/console' }, 'Behind the counter'))),
    h('img.hero-scene', { src: '/img/tidepool.svg', alt: '', width: 620, height: 300 }));
}

function categories() {
  const tiles = h('ul.tiles', {});
  const section = h('section.shelf', {}, h('div.shelf-head', {}, h('h2', {}, 'Browse')), tiles);
  api.categories().then((all) => {
    tiles.append(...all.map(({ name, count: items }) => h('li', {},
      h('a.tile', { href: `#/category/${encodeURIComponent(name)}` },
        h('img', { src: pictureUrl({ item_id: `category ${name}`, title: name, categories: [name] }), alt: '', width: 72, height: 72 }),
        h('span', {}, h('b', {}, name), h('span.muted', {}, count(items)))))));
  }).catch(() => section.remove());
  return section;
}
