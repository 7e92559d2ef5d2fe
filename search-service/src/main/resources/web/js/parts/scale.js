/**
 * Round numbers for an axis: about `wanted` steps of 1, 2 or 5 times a power of ten, none below `least`,
 * that hold `from`, which is zero unless given, and `most`.
 */
export function ticks(most, { wanted = 4, least = 0, from = 0 } = {}) {
  if (!(most > from)) {
    return most > 0 && from > 0 ? ticks(most, { wanted, least }) : from < 0 ? ticks(0, { wanted, least, from }) : [0, 1];
  }
  const rough = Math.max((most - from) / wanted, least);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough - 1e-12);
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(most / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
