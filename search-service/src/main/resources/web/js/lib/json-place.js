/** Where a field stands in a JSON text, to show it to whoever typed it. */

/**
 * The range `{ start, end }` of the field at `path`, a list of names, in valid JSON; of the nearest
 * field around it where it is not there, and null where not even the first is.
 */
export function placeOf(text, path) {
  let at = spaceEnd(text, 0);
  let found = null;
  for (const name of path) {
    const member = memberOf(text, at, name);
    if (!member) {
      break;
    }
    found = { start: member.start, end: valueEnd(text, member.value) };
    at = member.value;
  }
  return found;
}

/** The line that a character stands on, from 1. */
export const lineOf = (text, at) => text.slice(0, at).split('\n').length;

/** The member of this name of the object that begins at `at`: where its name and its value begin. */
function memberOf(text, at, name) {
  if (text[at] !== '{') {
    return null;
  }
  let i = spaceEnd(text, at + 1);
  while (text[i] === '"') {
    const start = i;
    const end = valueEnd(text, i);
    const value = spaceEnd(text, spaceEnd(text, end) + 1);
    if (JSON.parse(text.slice(start, end)) === name) {
      return { start, value };
    }
    i = spaceEnd(text, valueEnd(text, value));
    i = text[i] === ',' ? spaceEnd(text, i + 1) : i;
  }
  return null;
}

function spaceEnd(text, at) {
  let i = at;
  while (/\s/.test(text[i] ?? '')) {
    i++;
  }
  return i;
}

/** Where the value that begins at `at` ends. */
function valueEnd(text, at) {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text[i] === '"') {
      i++;
      while (text[i] !== '"') {
        i += text[i] === '\\' ? 2 : 1;
      }
      if (depth === 0) {
        return i + 1;
      }
    } else if ('{['.includes(text[i])) {
      depth++;
    } else if ('}]'.includes(text[i])) {
      depth--;
      if (depth <= 0) {
        return depth < 0 ? i : i + 1;
      }
    } else if (depth === 0 && /[,\s]/.test(text[i])) {
      return i;
    }
  }
  return text.length;
}
