/** Items by their ids, asked for many at once and kept while the page is open. */
import { api, quoted } from '../api.js';

const BATCH = 100;
const FILTER_LENGTH = 3500;
const ONE_BY_ONE = 12;

const known = new Map();

/** A map from each id to its item; one that is not in the catalogue has only its id. */
export async function itemsById(ids) {
  const wanted = [...new Set(ids)].filter((id) => !known.has(id));
  await Promise.all(batches(wanted).map(async (batch) => {
    const { items } = await api.search({ filter: `item_id in (${batch.map(quoted).join(', ')})`, limit: BATCH });
    items.forEach((entry) => known.set(entry.item_id, { ...entry.item, item_id: entry.item_id }));
  }));
  // A rule may hide some from searches.
  await Promise.all(wanted.filter((id) => !known.has(id)).slice(0, ONE_BY_ONE).map((id) =>
    api.item(id).then((item) => known.set(id, { categories: [], ...item }), () => known.set(id, { item_id: id, categories: [] }))));
  return new Map(ids.map((id) => [id, known.get(id) ?? { item_id: id, categories: [] }]));
}

/** Keeps items that came another way. */
export function remember(items) {
  items.forEach((item) => known.set(item.item_id, item));
}

function batches(ids) {
  const all = [];
  let length = 0;
  for (const id of ids) {
    const last = all.at(-1);
    if (!last || last.length === BATCH || length + id.length > FILTER_LENGTH) {
      all.push([id]);
      length = 0;
    } else {
      last.push(id);
    }
    length += quoted(id).length + 2;
  }
  return all;
}
