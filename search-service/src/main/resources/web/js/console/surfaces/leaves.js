/** Every number, text and flag of a document by its path, `/weights/trend` for one; what is empty is `{}`. */
export function leaves(document, path = '') {
  const inside = document !== null && typeof document === 'object' ? Object.entries(document) : [];
  return inside.length > 0
    ? inside.flatMap(([name, value]) => leaves(value, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`))
    : [[path, document !== null && typeof document === 'object' ? '{}' : document]];
}
