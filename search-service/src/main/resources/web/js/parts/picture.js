import { h } from '../lib/dom.js';
import { pictureUrl } from '../illustrate/index.js';

/** An item's picture: the shop's own if it has one, a drawn one otherwise. */
export function picture(item, { eager = false } = {}) {
  return h('img.picture', {
    src: item.image_url || pictureUrl(item),
    alt: `Picture of ${item.title ?? item.item_id}`,
    width: 200,
    height: 200,
    loading: item.image_url && !eager ? 'lazy' : 'eager',
    decoding: 'async',
    draggable: 'false',
  });
}
