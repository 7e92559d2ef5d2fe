/**
 * A picture for every item, drawn from its id and title: the data has none.
 *
 * The title decides what is drawn (a mug, a lantern), in which colours and with which pattern; where
 * it says nothing, a hash of the id does. The same item always gets the same picture.
 */
import { glyphOf } from './match.js';
import { paintOf } from './paint.js';
import { emblem, patternDefinition, patternOf } from './patterns.js';
import { dice } from './dice.js';

const cache = new Map();

/** The picture as SVG text, 200 by 200 units. */
export function draw({ item_id: id, title = '', categories = [] }) {
  const roll = dice(id);
  const words = (title ?? '').toUpperCase().match(/[A-Z]+|\d+/g) ?? [];
  const glyph = glyphOf(words, categories, roll);
  const pattern = patternOf(words, roll);
  const paint = paintOf(words, pattern, roll);
  const brush = { ...paint, roll, words, emblem: (x, y, size, colour) => emblem(pattern, paint, x, y, size, colour) };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">`
    + `<defs>${patternDefinition(pattern, paint)}</defs>`
    + scene(brush, glyph.hangs)
    + glyph.draw(brush)
    + '</svg>';
}

/** The picture as an address that an image element takes. */
export function pictureUrl(item) {
  let url = cache.get(item.item_id);
  if (!url) {
    url = `data:image/svg+xml,${encodeURIComponent(draw(item))}`;
    cache.set(item.item_id, url);
  }
  return url;
}

/** What stands behind the thing: a wall and a table, or a wall alone when it hangs. */
function scene({ wall, wallDeep, table, roll }, hangs) {
  const sun = { x: 40 + roll(120), y: 46 + roll(40), r: 50 + roll(26) };
  const disc = `<circle cx="${sun.x}" cy="${sun.y}" r="${sun.r}" fill="${wallDeep}" opacity=".55"/>`;
  const back = `<rect width="200" height="200" fill="${wall}"/>${disc}`;
  if (hangs) {
    return back;
  }
  return `${back}<path d="M0 148Q100 ${138 + roll(12)} 200 148V200H0z" fill="${table}"/>`
    + '<ellipse cx="100" cy="165" rx="62" ry="8" fill="#1c2b33" opacity=".13"/>';
}
