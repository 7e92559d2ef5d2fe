/** The service's figures as it tells them, by server-sent events, while somebody looks. */
import { createStore } from '../lib/store.js';
import { api, ApiError } from '../api.js';

const AGAIN_MILLIS = 3000;

const store = createStore({ status: null, models: null, error: null });
let source = null;

async function refresh() {
  try {
    const [status, models] = await Promise.all([api.status(), api.models()]);
    store.set({ status, models, error: null });
  } catch (error) {
    store.set({ ...store.get(), error });
  }
}

function connect() {
  source?.close();
  source = null;
  if (document.hidden) {
    return;
  }
  const mine = new EventSource(api.statusUpdatesUrl);
  source = mine;
  mine.addEventListener('status', (message) => store.set({ ...JSON.parse(message.data), error: null }));
  mine.addEventListener('error', () => {
    store.set({ ...store.get(), error: new ApiError(0, { detail: 'The server does not answer. Is Limpet running?' }) });
    // The browser tries again by itself, except when the server refused.
    if (mine.readyState === EventSource.CLOSED) {
      setTimeout(() => source === mine && connect(), AGAIN_MILLIS);
    }
  });
}

export const pulse = {
  get: store.get,
  subscribe: store.subscribe,
  refresh,
  start() {
    document.addEventListener('visibilitychange', connect);
    addEventListener('pagehide', () => source?.close());
    addEventListener('pageshow', (page) => page.persisted && connect());
    connect();
  },
};
