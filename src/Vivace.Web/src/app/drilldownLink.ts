import { create } from 'zustand';
import { drilldownUrl } from '../url/drilldownRoute';
import { defaultFrom } from './exploreLink';

/** Where Drilldown was left, so that coming back from a trace finds the same view. Empty at first. */
export const useLastDrilldown = create<{ url: string }>()(() => ({ url: '' }));

/** A Drilldown without filters, with the person's own range. */
export function freshDrilldownUrl(): string {
  return drilldownUrl({ from: defaultFrom() });
}
