import type { ExploreState } from '../../url/exploreRoute';

type Step = ExploreState['step'];

/** Steps that can be chosen, with their seconds. */
const steps: readonly (readonly [Step, number])[] = [
  ['1s', 1], ['5s', 5], ['10s', 10], ['15s', 15], ['30s', 30], ['1m', 60], ['2m', 120], ['5m', 300], ['10m', 600], ['15m', 900], ['30m', 1_800],
  ['1h', 3_600], ['2h', 7_200], ['6h', 21_600], ['12h', 43_200], ['1d', 86_400],
];

/** Points that a chart shows at most, and at least. */
const [mostPoints, leastPoints] = [2_000, 3];

/** The steps that make a readable chart of a range, and the one in effect. */
export function stepChoices(rangeSeconds: number, current: Step): { readonly value: Step; readonly label: string }[] {
  const fitting = steps.filter(([name, seconds]) => name === current || (rangeSeconds / seconds <= mostPoints && rangeSeconds / seconds >= leastPoints));
  return [{ value: '', label: 'Step: auto' }, ...fitting.map(([name]) => ({ value: name, label: `Step: ${name}` }))];
}
