/** Who is shopping: a device's anonymous id, perhaps a signed-in user, and the session. */
import { createStore } from './lib/store.js';
import { newId } from './lib/ids.js';

const SESSION_GAP_MILLIS = 30 * 60 * 1000;

const store = createStore({ userId: null, anonymousId: newId() }, { storageKey: 'limpet.shopper' });
const session = createStore({ id: newId(), last: Date.now() }, { storageKey: 'limpet.session' });
store.set(store.get()); // keeps a first visit's id

export const shopper = {
  subscribe: store.subscribe,

  /** `user_id` of a known shopper, or `anonymous_id`; what events and requests carry. */
  ids() {
    const { userId, anonymousId } = store.get();
    return userId ? { user_id: userId } : { anonymous_id: anonymousId };
  },

  /** The key that Limpet knows the shopper by. */
  visitor() {
    const { userId, anonymousId } = store.get();
    return userId ?? `anonymous:${anonymousId}`;
  },

  userId: () => store.get().userId,
  label: () => (store.get().userId ? `Shopper ${store.get().userId}` : 'Newcomer'),

  become(userId) {
    startSession();
    store.set({ ...store.get(), userId });
  },

  /** Whoever shops here is from now on a user; the session goes on. */
  signIn(userId) {
    store.set({ ...store.get(), userId });
  },

  /** Somebody whom nobody has seen before. */
  becomeNewcomer() {
    startSession();
    store.set({ userId: null, anonymousId: newId() });
  },

  /** The id of the session, a new one after half an hour without an event. */
  sessionId() {
    const now = Date.now();
    const current = session.get();
    const next = now - current.last > SESSION_GAP_MILLIS ? { id: newId(), last: now } : { ...current, last: now };
    session.set(next);
    return next.id;
  },
};

function startSession() {
  session.set({ id: newId(), last: Date.now() });
}
