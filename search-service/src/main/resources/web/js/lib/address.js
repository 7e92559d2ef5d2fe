/** Pages keep their state behind a `?` in the part of the address after `#`, so that it can be linked to. */

/** What the address says, as a plain object of texts. */
export function parameters() {
  const at = location.hash.indexOf('?');
  return at < 0 ? {} : Object.fromEntries(new URLSearchParams(location.hash.slice(at + 1)));
}

/** `path` with those parameters that say something. */
export function addressOf(path, values) {
  const said = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return said.length ? `${path}?${new URLSearchParams(said)}` : path;
}

/** Puts the state into the address without showing the page anew; Back leads to the state before. */
export function remember(path, values) {
  const address = addressOf(path, values);
  if (address !== location.hash) {
    history.pushState(null, '', address);
  }
}
