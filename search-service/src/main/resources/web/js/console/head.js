import { h } from '../lib/dom.js';
import { duration } from '../lib/format.js';

/** Says in one line whether the service answers, and since when. */
export function showPulse(element, status, error = null) {
  element.dataset.state = error ? 'down' : 'up';
  element.setAttribute('aria-live', error ? 'polite' : 'off'); // the seconds are not worth reading out
  element.textContent = error
    ? `No answer: ${error.message} Figures are the last known.`
    : `${status.ready ? 'ready' : 'still reading what was stored'}, up for ${duration(status.uptime_seconds)}`;
}

/** The other faces. Flink's dashboard is linked only if the service knows where it is. */
export function showLinks(element, status) {
  const links = [
    ['Shop', '/'],
    ['Flink', status.flink_dashboard],
    ['OpenAPI', '/openapi.yaml'],
    ['Metrics', '/prometheus'],
  ].filter(([, address]) => address);
  if (element.childElementCount !== links.length) {
    element.replaceChildren(...links.map(([name, href]) => h('a', { href }, name)));
  }
}
