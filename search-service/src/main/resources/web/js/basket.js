/** The basket: lines of an item as it was shown and a quantity, kept in the browser. */
import { createStore } from './lib/store.js';
import { track } from './tracking.js';

const store = createStore([], { storageKey: 'limpet.basket' });

export const basket = {
  subscribe: store.subscribe,
  lines: store.get,
  size: () => store.get().reduce((sum, line) => sum + line.quantity, 0),
  total: () => store.get().reduce((sum, line) => sum + (line.item.price ?? 0) * line.quantity, 0),

  add(item, from) {
    const lines = store.get();
    const known = lines.find((line) => line.item.item_id === item.item_id);
    store.set(known
      ? lines.map((line) => (line === known ? { ...line, quantity: line.quantity + 1 } : line))
      : [...lines, { item, quantity: 1 }]);
    track.addToCart(item, from);
  },

  /** Sets a quantity; 0 removes the line. */
  change(itemId, quantity) {
    const line = store.get().find((one) => one.item.item_id === itemId);
    store.set(quantity > 0
      ? store.get().map((one) => (one === line ? { ...one, quantity } : one))
      : store.get().filter((one) => one !== line));
    if (quantity > line.quantity) {
      track.addToCart(line.item);
    } else {
      track.removeFromCart(line.item, line.quantity - quantity);
    }
  },

  clear: () => store.set([]),
};
