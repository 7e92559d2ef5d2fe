import { h } from '../lib/dom.js';

/** Whose data this is, and what of it is made up. */
export function footer() {
  return h('footer.foot', {},
    h('div.foot-row', {},
      h('div', {},
        h('h2', {}, 'About this shop'),
        h('p', {}, 'Tidepool Gifts is a demonstration of Limpet, an engine that makes a shop worth coming back to. Nothing is sold here. '
          + 'The pictures are drawn from the titles, in your browser.')),
      h('div', {},
        h('h2', {}, 'Where the data comes from'),
        h('p', {}, 'Items and purchases: ', h('a', { href: 'https://doi.org/10.24432/C5BW33' }, 'Online Retail'),
          ', Chen, D. (2015), UCI Machine Learning Repository, doi 10.24432/C5BW33, ',
          h('a', { href: 'https://creativecommons.org/licenses/by/4.0/' }, 'CC BY 4.0'),
          ', cleaned and categorised. Views and carts of live traffic are synthetic.')),
      h('nav', { 'aria-label': 'Behind the counter' },
        h('h2', {}, 'Behind the counter'),
        h('ul', {},
          h('li', {}, h('a', { href: '/console' }, 'Console')),
          h('li', {}, h('a', { href: '/openapi.yaml' }, 'OpenAPI')),
          h('li', {}, h('a', { href: '/prometheus' }, 'Metrics'))))));
}
