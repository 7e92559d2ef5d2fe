/** What the shopper does, told to Limpet as events under GA4's names. */
import { api } from './api.js';
import { newId } from './lib/ids.js';
import { shopper } from './shopper.js';
import { stopwatch } from './stopwatch.js';
import { updates } from './updates.js';
import { notify } from './parts/toast.js';

/** An event of the current shopper; `from` is where the item was clicked: a list's id and place. */
function event(name, items, { from, ...more } = {}) {
  return {
    event_id: newId(),
    event: name,
    ...shopper.ids(),
    session_id: shopper.sessionId(),
    timestamp: new Date().toISOString(),
    ...(items.length ? { items } : {}),
    ...(from?.recommendationId ? { recommendation_id: from.recommendationId } : {}),
    ...more,
  };
}

function line(item, { from, quantity = 1 } = {}) {
  return {
    item_id: item.item_id,
    quantity,
    ...(item.price === null || item.price === undefined ? {} : { price: item.price }),
    ...(from?.index === undefined ? {} : { index: from.index }),
  };
}

/** Sends events that should move the shelf: the clock runs from `startedAt`, the click. */
async function sendAndTime(events, what, startedAt = performance.now()) {
  await updates.ready();
  const run = stopwatch.start(events.map((one) => one.event_id), what, startedAt);
  try {
    await api.sendEvents(events);
    run.acknowledged();
  } catch (error) {
    run.abandon();
    notify(`That click was not recorded. ${error.message}`);
  }
}

let openedByClick = null;

export const track = {
  /** A click on a card: chosen from a list, and looked at. */
  open(item, from, startedAt) {
    openedByClick = item.item_id;
    const chosen = from ? [event('select_item', [line(item, { from })], { from })] : [];
    return sendAndTime([...chosen, event('view_item', [line(item, { from })], { from, ...worth([[item, 1]]) })], 'opened an item', startedAt);
  },

  /** An item's page stands. Says so unless a card's click already did. */
  viewed(item) {
    const told = openedByClick === item.item_id;
    openedByClick = null;
    return told ? Promise.resolve() : sendAndTime([event('view_item', [line(item)], worth([[item, 1]]))], 'opened an item');
  },

  addToCart(item, from) {
    return sendAndTime([event('add_to_cart', [line(item, { from })], { from, ...worth([[item, 1]]) })], 'added to the basket');
  },

  removeFromCart(item, quantity) {
    return sendAndTime([event('remove_from_cart', [line(item, { quantity })], worth([[item, quantity]]))], 'removed from the basket');
  },

  wish(item, from) {
    return sendAndTime([event('add_to_wishlist', [line(item, { from })], { from })], 'liked an item');
  },

  notInterested(item, from) {
    return sendAndTime([event('not_interested', [line(item, { from })], { from })], 'hid an item');
  },

  purchase(lines) {
    return sendAndTime([event('purchase', lines.map(([item, quantity]) => line(item, { quantity })), worth(lines))], 'bought');
  },

  refund(lines) {
    return sendAndTime([event('refund', lines.map(([item, quantity]) => line(item, { quantity })), worth(lines))], 'gave back');
  },

  search(query) {
    return quietly([event('search', [], { query })]);
  },

  /** Whoever shops on this device is from now on this user, and so is what was done here before. */
  async signIn(userId) {
    await api.sendEvents([{ ...event('identify', []), user_id: userId }]);
  },

  /** What was answered to a survey, or that it was `asked`; `items` for thumbs. */
  survey(kind, { value, comment, asked, items = [] }) {
    return quietly([event('survey', items.map((item) => line(item)), {
      ...(value === undefined ? {} : { value }),
      properties: { survey: kind, channel: 'web', ...(comment ? { comment } : {}), ...(asked ? { asked } : {}) },
    })]);
  },

  /** The one impression of a list: what stood where. Never moves the shelf. */
  shown(items, recommendationId, list) {
    const lines = items.map((item, index) => line(item, { from: { index } }));
    return quietly([event('view_item_list', lines, { from: { recommendationId }, properties: { list } })]);
  },
};

function worth(lines) {
  const value = lines.reduce((sum, [item, quantity]) => sum + (item.price ?? 0) * quantity, 0);
  return { value: Math.round(value * 100) / 100, currency: lines[0][0].currency ?? 'GBP' };
}

async function quietly(events) {
  events.forEach((one) => stopwatch.ignore(one.event_id));
  try {
    await api.sendEvents(events);
  } catch {
    // an impression or a search word lost is not worth a message to the shopper
  }
}
