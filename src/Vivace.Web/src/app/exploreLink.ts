import { create } from 'zustand';
import { usePreferences } from '../settings/preferences';
import { parseTimePoint, type TimePoint } from '../time/ranges';
import { exploreUrl } from '../url/exploreRoute';

/** Where Explore was left, so that coming back from a trace finds the same search. Empty at first. */
export const useLastExplore = create<{ url: string }>()(() => ({ url: '' }));

/** The range that Explore opens with, as the person chose it. */
export function defaultFrom(): TimePoint {
  return parseTimePoint(usePreferences.getState().defaultFrom) ?? { kind: 'relative', amount: 1, unit: 'h' };
}

/** An Explore without a query, with the person's own range. */
export function freshExploreUrl(): string {
  return exploreUrl({ from: defaultFrom() });
}
