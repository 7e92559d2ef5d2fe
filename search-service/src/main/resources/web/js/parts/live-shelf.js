/**
 * "Picked for you": the shelf that changes while one looks at it. There is one, and pages put it
 * where it suits them, so that it keeps its cards and its clock from page to page.
 */
import { h } from '../lib/dom.js';
import { counted } from '../lib/format.js';
import { api } from '../api.js';
import { shopper } from '../shopper.js';
import { stopwatch } from '../stopwatch.js';
import { track } from '../tracking.js';
import { updates } from '../updates.js';
import { createStore } from '../lib/store.js';
import { createCard, itemOf, skeletonCards } from './card.js';
import { glide } from './flip.js';
import { failure } from './message.js';
import { createMeter } from './meter.js';
import { onceSeen } from './seen.js';

const SIZE = 10;

const hidden = createStore({}, { storageKey: 'limpet.hidden' });
const list = h('ul.grid.live', { 'aria-label': 'Picked for you' }, skeletonCards(SIZE));
const changes = h('p.shelf-note', { 'aria-live': 'polite' }, 'Click on things you like, and watch this shelf.');
const trouble = h('div', { hidden: true });
const section = h('section.shelf.live-shelf', { id: 'picked', 'data-shelf': 'picked' },
  h('div.shelf-head', {}, h('div', {}, h('h2', {}, 'Picked for you'), changes), createMeter()),
  trouble,
  list);

let cards = new Map();
let loading = null;
let again = false;
let pendingRun = null;
let forgetImpression = () => {};

/** The shelf's element, to be put on a page. */
export const liveShelf = section;

/** Fills the shelf, and keeps it as fresh as the shopper's vector. */
export function startLiveShelf() {
  updates.subscribe((update) => {
    if (!stopwatch.isIgnored(update.event_id)) {
      refresh(stopwatch.vectorCame(update));
    }
  });
  stopwatch.missed.subscribe(() => refresh(null));
  shopper.subscribe(() => {
    cards = new Map();
    list.replaceChildren(...skeletonCards(SIZE));
    changes.textContent = `${shopper.label()} is here. Click on things you like, and watch this shelf.`;
    refresh(null);
  });
  refresh(null);
}

/** One call at a time; updates that come meanwhile lead to one more. */
function refresh(run) {
  pendingRun = run ?? pendingRun;
  if (loading) {
    again = true;
    return;
  }
  loading = load().finally(() => {
    loading = null;
    if (again) {
      again = false;
      refresh(null);
    }
  });
}

async function load() {
  const run = pendingRun;
  const visitor = shopper.visitor();
  pendingRun = null;
  try {
    const answer = await api.recommendations({
      ...shopper.ids(), surface: 'home', limit: SIZE, exclude: hidden.get()[visitor] ?? [],
    });
    if (visitor === shopper.visitor()) {
      show(answer, run);
    } else {
      again = true;
    }
  } catch (error) {
    trouble.replaceChildren(failure(error, () => refresh(null)));
    trouble.hidden = false;
    list.hidden = true;
  }
}

function show(answer, run) {
  trouble.hidden = true;
  list.hidden = false;
  const old = [...cards.keys()];
  const place = (index) => ({ recommendationId: answer.recommendation_id, index });
  const next = new Map(answer.items.map((entry, index) => {
    const card = cards.get(entry.item_id)
      ?? createCard(itemOf(entry), { onHide: hide });
    card.update({ why: entry.why?.text, place: place(index) });
    return [entry.item_id, card];
  }));
  cards = next;
  glide(list, [...next.values()].map((card) => card.element));
  const changed = tellWhatChanged(old, [...next.keys()]);
  section.dataset.personalised = answer.personalised;
  if (run) {
    stopwatch.shelfStands(run, changed);
  }
  if (changed || old.length === 0) {
    forgetImpression();
    forgetImpression = onceSeen(section, () =>
      track.shown(answer.items.map(itemOf), answer.recommendation_id, 'picked'));
  }
}

/** Marks the newcomers, says in words what changed, and gives back whether anything did. */
function tellWhatChanged(old, now) {
  if (old.length === 0) {
    return false;
  }
  const before = new Set(old);
  const after = new Set(now);
  const came = now.filter((id) => !before.has(id));
  const left = old.filter((id) => !after.has(id)).length;
  const moved = now.filter((id, index) => before.has(id) && old[index] !== id).length;
  for (const [id, card] of cards) {
    const isNew = came.includes(id);
    card.element.classList.remove('arrived');
    if (isNew) {
      void card.element.offsetWidth; // restarts the mark's fading
      card.element.classList.add('arrived');
    }
  }
  const parts = [
    came.length ? `${came.length} new` : '',
    left ? `${left} gone` : '',
    moved ? `${counted(moved, 'place', 'places')} changed` : '',
  ].filter(Boolean);
  if (parts.length) {
    changes.textContent = `${parts.join(', ')} since your last click.`;
  }
  return parts.length > 0;
}

function hide(item) {
  const visitor = shopper.visitor();
  const mine = [...(hidden.get()[visitor] ?? []), item.item_id].slice(-100);
  hidden.set({ ...hidden.get(), [visitor]: mine });
  refresh(null);
}
