/** Limpet's word, by server-sent events, that the current shopper's vector or profile is newer. */
import { api } from './api.js';
import { shopper } from './shopper.js';

const AGAIN_MILLIS = 3000;

const listeners = new Set();
let source = null;
let opened = Promise.resolve();

function connect() {
  source?.close();
  source = new EventSource(api.updatesUrl(shopper.visitor()));
  opened = new Promise((resolve) => {
    source.addEventListener('open', resolve, { once: true });
    setTimeout(resolve, 400); // a click never waits longer than that for the stream
  });
  const mine = source;
  source.addEventListener('error', () => {
    // The browser tries again by itself, except when the server refused.
    if (mine.readyState === EventSource.CLOSED) {
      setTimeout(() => source === mine && connect(), AGAIN_MILLIS);
    }
  });
  source.addEventListener('vector', (message) => {
    const update = JSON.parse(message.data);
    listeners.forEach((listener) => listener(update));
  });
}

export const updates = {
  /** Begins to listen, and follows the shopper when another one takes over. */
  start() {
    connect();
    shopper.subscribe(connect);
    addEventListener('pagehide', () => source?.close());
    addEventListener('pageshow', (page) => page.persisted && connect());
  },

  /** Resolves once the stream is open, so that no update is missed. */
  ready: () => opened,

  /** `listener({ version, generation, event_id, millis })` for each update. */
  subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
