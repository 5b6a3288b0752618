import type { ReactNode } from 'react';
import { Notice } from './Notice';

export interface PartialBannerProps {
  /** Why and how much: "the search stopped at its limit of 20 traces". Several reasons become one sentence each. */
  reasons: readonly string[];
  /** The next step: raise the limit, narrow the range. */
  actions?: ReactNode;
}

/** Says that what is shown is not everything. An export made from it carries the same mark. */
export function PartialBanner({ reasons, actions }: PartialBannerProps) {
  if (reasons.length === 0) return null;
  return (
    <Notice tone="warning" title="Partial:" actions={actions}>
      {reasons.map((reason) => (/[.]$/.test(reason) ? reason : `${reason}.`)).join(' ')}
    </Notice>
  );
}
