/** Below this width of the waterfall, names get more of it and indentation less. */
export const narrowWidth = 560;

/** The least share of the width that names have when there is little of it. */
const narrowNameShare = 0.6;

export function shareOfNames(chosen: number, width: number): number {
  return width < narrowWidth ? Math.max(chosen, narrowNameShare) : chosen;
}
