/** The few lines that stand between these pages and the browser's DOM. */

/**
 * An element: `h('a.card', { href, onclick }, child, 'text')`. Children that are null, undefined or
 * false are left out; `class` and `style` as usual, `on...` are listeners, true gives a bare attribute.
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length) {
    element.className = classes.join(' ');
  }
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (key === 'class') {
      element.classList.add(...value.split(' ').filter(Boolean));
    } else {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const ICONS = {
  search: '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 5 5"/>',
  basket: '<path d="M4 9h16l-1.6 10a2 2 0 0 1-2 1.7H7.6a2 2 0 0 1-2-1.7z"/><path d="M8.5 9 11 3.5M15.5 9 13 3.5M9.5 13v4M14.5 13v4"/>',
  person: '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4.2 3.8-6 7.5-6s6.7 1.8 7.5 6"/>',
  close: '<path d="m6 6 12 12M18 6 6 18"/>',
  hide: '<path d="m4 4 16 16M9.9 5.3A10 10 0 0 1 12 5c5 0 8.5 4.5 9.5 7a13 13 0 0 1-3 4.1M6.4 7C4.3 8.4 3 10.5 2.5 12c1 2.5 4.5 7 9.5 7a9.5 9.5 0 0 0 4.3-1"/>',
  heart: '<path d="M12 20C-1 12 4 3 9.5 5.2 11 5.8 12 7.5 12 7.5s1-1.7 2.5-2.3C20 3 25 12 12 20z"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  check: '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
  left: '<path d="m14.5 5-7 7 7 7"/>',
  right: '<path d="m9.5 5 7 7-7 7"/>',
  bolt: '<path d="M13 2.5 5 13.5h6l-1 8 8-11h-6z"/>',
  info: '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.2"/>',
};

/** A line icon of the given name; decoration only, the control around it carries the words. */
export function icon(name, size = 20) {
  const holder = document.createElement('template');
  holder.innerHTML = `<svg class="icon" width="${size}" height="${size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${ICONS[name]}</svg>`;
  return holder.content.firstChild;
}

/** Whether the reader asked for less movement. */
export function prefersStillness() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
