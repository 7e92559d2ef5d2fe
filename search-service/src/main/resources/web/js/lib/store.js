/** A value that tells when it changes, and may be kept in the browser's storage. */
export function createStore(initial, { storageKey = null } = {}) {
  const listeners = new Set();
  let value = storageKey ? read(storageKey) ?? initial : initial;

  return {
    get: () => value,
    set(next) {
      value = next;
      if (storageKey) {
        write(storageKey, next);
      }
      listeners.forEach((listener) => listener(value));
    },
    /** Calls `listener` on every change; gives back a function that ends it. */
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // storage is off, or holds what an older page wrote
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // storage is off or full: the page works on, and forgets when it is closed
  }
}
