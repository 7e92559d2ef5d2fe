/**
 * Measures the time from a click to the changed shelf, as the shopper lives it: from the browser's
 * click to the moment the new cards stand in the page, all on the browser's clock.
 */
import { createStore } from './lib/store.js';

const KEPT = 40;
const PATIENCE_MILLIS = 4000;

const history = createStore([]);
const missed = createStore(0);
const ignored = new Set();
let running = null;

export const stopwatch = {
  /**
   * Measurements, oldest first: `{ what, changed, total, acknowledged, river, vector, answer }`, times
   * in ms. `river` is the server's own: from Kafka's having the event to the vector served.
   */
  history,

  /** How many clicks no update came for within the patience; it may still come. */
  missed,

  /** Starts with a click at `startedAt` that caused these events. A click before it is given up. */
  start(eventIds, what, startedAt) {
    const run = { eventIds: new Set(eventIds), what, startedAt, acknowledgedAt: null, vectorAt: null, river: null };
    running = run;
    setTimeout(() => {
      if (running === run) {
        missed.set(missed.get() + 1);
      }
    }, PATIENCE_MILLIS);
    return {
      acknowledged: () => { run.acknowledgedAt = performance.now(); },
      abandon: () => running === run && (running = null),
    };
  },

  /** Updates of these events are not the answer to a click. */
  ignore(eventId) {
    ignored.add(eventId);
  },

  isIgnored: (eventId) => ignored.has(eventId),

  /** An update came in; gives back the run that it belongs to, or null. */
  vectorCame({ event_id: eventId, millis }) {
    if (!running?.eventIds.has(eventId)) {
      return null;
    }
    running.vectorAt ??= performance.now();
    running.river ??= millis;
    return running;
  },

  /** The shelf that answers `run` stands in the page. */
  shelfStands(run, changed) {
    if (running !== run) {
      return;
    }
    running = null;
    const now = performance.now();
    const { startedAt } = run;
    history.set([...history.get(), {
      what: run.what,
      changed,
      total: now - startedAt,
      // The update may overtake the acknowledgement: they leave Kafka on different ways.
      acknowledged: run.acknowledgedAt === null ? null : run.acknowledgedAt - startedAt,
      river: run.river,
      vector: run.vectorAt - startedAt,
      answer: now - run.vectorAt,
    }].slice(-KEPT));
  },
};
