/** Pages by the part of the address after `#`. */
import { failure, message } from './parts/message.js';
import { h } from './lib/dom.js';

/**
 * Shows pages in `outlet`. A route is `[pattern, page]`; `page(...groups)` gives `{ title, element }`,
 * or a promise of it. `site` stands behind every title; `lost` is what is said where no page is.
 */
export function startRouter(outlet, routes, { site, lost }) {
  const scrolls = new Map();
  let shown = null;
  let turn = 0;
  let clicked = false;

  const go = async () => {
    const mine = ++turn;
    const address = location.hash || '#/';
    const back = !clicked;
    clicked = false;
    const { title, element } = await render(address);
    if (mine !== turn) {
      return;
    }
    document.title = `${title} · ${site}`;
    outlet.replaceChildren(element);
    if (shown !== null) {
      scrollTo({ top: back ? scrolls.get(address) ?? 0 : 0, behavior: 'instant' });
      outlet.focus({ preventScroll: true });
    }
    shown = address;
  };

  const render = async (address) => {
    for (const [pattern, page] of routes) {
      const match = address.match(pattern);
      if (match) {
        try {
          return await page(...match.slice(1).map((group) => decodeURIComponent(group ?? '')));
        } catch (error) {
          return { title: 'Something went wrong', element: failure(error, go) };
        }
      }
    }
    return {
      title: 'Not found',
      element: message('There is nothing here', lost, h('a.button', { href: '#/' }, 'Go to the start')),
    };
  };

  document.addEventListener('click', (click) => {
    if (click.target.closest?.('a[href^="#"]')) {
      clicked = true;
      if (shown !== null) {
        scrolls.set(shown, scrollY);
      }
    }
  });
  addEventListener('hashchange', () => go());
  return go();
}
