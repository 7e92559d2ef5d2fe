import { h } from '../lib/dom.js';
import { counted } from '../lib/format.js';
import { quoted } from '../api.js';
import { liveShelf } from '../parts/live-shelf.js';
import { message } from '../parts/message.js';
import { listing } from './listing.js';

export async function categoryPage(name) {
  const { answer, element } = await listing({ filter: `category = ${quoted(name)}` }, `category ${name}`);
  return {
    title: name,
    element: h('div', {},
      h('div.page-head', {}, h('h1', {}, name), h('p.muted', {}, counted(answer.total, 'item'))),
      answer.total > 0
        ? element
        : message('This shelf is empty', 'Nothing in the shop carries this category any more.', h('a.button', { href: '#/' }, 'Go to the shop')),
      liveShelf),
  };
}
