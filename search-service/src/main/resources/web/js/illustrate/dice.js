/** Random numbers that are the same for the same text: FNV-1a seeds a mulberry32. */
export function dice(text) {
  let state = 0x811c9dc5;
  for (const letter of text) {
    state = Math.imul(state ^ letter.codePointAt(0), 0x01000193);
  }
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  /** A whole number from 0 to `below`, or an entry of a list. */
  return (of) => (Array.isArray(of) ? of[Math.floor(next() * of.length)] : Math.floor(next() * of));
}
