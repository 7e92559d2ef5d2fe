/** The service's figures, asked for every two seconds while somebody looks. */
import { createStore } from '../lib/store.js';
import { api } from '../api.js';

const EVERY_MILLIS = 2000;

const store = createStore({ status: null, models: null, error: null });

async function refresh() {
  try {
    const [status, models] = await Promise.all([api.status(), api.models()]);
    store.set({ status, models, error: null });
  } catch (error) {
    store.set({ ...store.get(), error });
  }
}

async function keepFresh() {
  if (!document.hidden) {
    await refresh();
  }
  setTimeout(keepFresh, EVERY_MILLIS);
}

export const pulse = {
  get: store.get,
  subscribe: store.subscribe,
  refresh,
  start() {
    document.addEventListener('visibilitychange', () => document.hidden || refresh());
    keepFresh();
  },
};
