/** Tells, at the foot of the window, that the shelf changed while it was out of sight. */
import { h, icon } from '../lib/dom.js';
import { millis } from '../lib/format.js';
import { stopwatch } from '../stopwatch.js';
import { liveShelf } from './live-shelf.js';
import { toasts } from './toast.js';

const SHOWN_MILLIS = 5000;

export function startNotice() {
  const figure = h('b', {});
  const words = h('span', {});
  const notice = h('button.notice', { type: 'button', hidden: true, onclick: () => liveShelf.scrollIntoView({ behavior: 'smooth', block: 'start' }) },
    icon('bolt', 16), words, figure);
  toasts.prepend(notice);
  let until = 0;

  stopwatch.history.subscribe((history) => {
    const last = history.at(-1);
    if (!last?.changed || isInView(liveShelf)) {
      return;
    }
    words.textContent = 'Your picks changed in';
    figure.textContent = millis(last.total);
    notice.hidden = false;
    until = performance.now() + SHOWN_MILLIS;
    setTimeout(() => { notice.hidden = performance.now() >= until - 50; }, SHOWN_MILLIS);
  });
}

function isInView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return element.isConnected && bottom > 0 && top < innerHeight * 0.8;
}
