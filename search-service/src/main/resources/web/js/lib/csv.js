/** Tables as files that any spreadsheet opens (RFC 4180). */

/** The text of a table. A text that a spreadsheet would take for a formula is quoted as one. */
export function csvOf(names, rows) {
  return [names, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(value) {
  const text = value === null || value === undefined ? '' : String(value);
  const plain = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Hands a table to the browser as a download of this name. */
export function saveCsv(name, names, rows) {
  const address = URL.createObjectURL(new Blob([csvOf(names, rows)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
