/** What will be bought in the weeks to come, with how sure that is. */
import { date, number } from '../../lib/format.js';
import { chart } from '../../parts/chart.js';

const BANDS = [['95 %', '0.025', '0.975'], ['50 %', '0.25', '0.75']];

export function demandChart({ key, model, made_at: madeAt, weeks, total }) {
  return chart({
    title: `${key}, pieces a week`, file: `forecast-${key}`,
    about: `Expected is the mean; the darker band holds what is bought with 50 %, the lighter one with 95 %. Made by ${model}, ${date(madeAt)}; all weeks together: ${number(total.expected)} expected.`,
    x: weeks.map((week) => date(week.from)),
    say: number,
    series: [
      { name: 'Expected', values: weeks.map((week) => week.expected),
        bands: BANDS.map(([name, low, high]) => ({ name, low: weeks.map((week) => week.quantiles[low] ?? null), high: weeks.map((week) => week.quantiles[high] ?? null) })) },
      { name: 'Median', values: weeks.map((week) => week.quantiles['0.5'] ?? null) },
    ],
  });
}
