import { h } from '../lib/dom.js';
import { quoted } from '../api.js';
import { liveShelf } from '../parts/live-shelf.js';
import { message } from '../parts/message.js';
import { results } from '../parts/results.js';

export async function categoryPage(name) {
  const { answer, total, element } = await results({
    path: `#/category/${encodeURIComponent(name)}`, fixed: `category = ${quoted(name)}`, hidden: ['category'], name: `category ${name}`,
  });
  const isEmpty = answer.total === 0 && !location.hash.includes('?');
  return {
    title: name,
    element: h('div', {},
      h('div.page-head', {}, h('h1', {}, name), total),
      isEmpty
        ? message('This shelf is empty', 'Nothing in the shop carries this category any more.', h('a.button', { href: '#/' }, 'Go to the shop'))
        : element,
      liveShelf),
  };
}
