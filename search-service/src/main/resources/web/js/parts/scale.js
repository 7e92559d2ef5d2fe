/** Round numbers for an axis that begins at zero: about `wanted` steps of 1, 2 or 5 times a power of ten, none below `least`. */
export function ticks(most, { wanted = 4, least = 0 } = {}) {
  if (!(most > 0)) {
    return [0, 1];
  }
  const rough = Math.max(most / wanted, least);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough - 1e-12);
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}
