import { create } from 'zustand';

/** A place that was left by following a link. */
export interface TrailStep {
  readonly traceId: string;
  /** Empty when no span was selected. */
  readonly spanId: string;
  readonly label: string;
  /** Path and query to come back to. */
  readonly url: string;
}

interface LinkTrail {
  readonly steps: readonly TrailStep[];
}

/** How one came here by links, oldest first; lives as long as the page. */
export const useLinkTrail = create<LinkTrail>()(() => ({ steps: [] }));

const longestTrail = 20;

export function pushTrail(step: TrailStep): void {
  useLinkTrail.setState(({ steps }) => ({ steps: [...steps, step].slice(-longestTrail) }));
}

/** Goes back to a step: it and all after it leave the trail. */
export function cutTrail(index: number): void {
  useLinkTrail.setState(({ steps }) => ({ steps: steps.slice(0, index) }));
}
