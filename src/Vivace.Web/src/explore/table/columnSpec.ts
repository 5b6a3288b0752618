import { isField } from './columns';
import type { SortKey } from '../../url/exploreRoute';

/** How a column looks: heading, width when it was not resized, and whether it holds figures. */
export interface ColumnSpec {
  readonly label: string;
  /** A track of a CSS grid. */
  readonly track: string;
  /** Least width in pixels, for scrolling sideways when not all fit. */
  readonly least: number;
  readonly isFigure: boolean;
  /** The key by which the server can order, if it can. */
  readonly serverKey: SortKey | undefined;
}

const specs: Readonly<Record<string, ColumnSpec>> = {
  start: { label: 'Start', track: '136px', least: 136, isFigure: false, serverKey: 'start' },
  root: { label: 'Trace', track: 'minmax(200px, 2fr)', least: 200, isFigure: false, serverKey: undefined },
  duration: { label: 'Duration', track: '160px', least: 120, isFigure: false, serverKey: 'duration' },
  spans: { label: 'Spans', track: '68px', least: 68, isFigure: true, serverKey: 'spans' },
  matched: { label: 'Matched', track: '82px', least: 82, isFigure: true, serverKey: undefined },
  errors: { label: 'Errors', track: '74px', least: 74, isFigure: true, serverKey: 'errors' },
  services: { label: 'Services', track: 'minmax(140px, 2.2fr)', least: 140, isFigure: false, serverKey: undefined },
  id: { label: 'Trace id', track: '92px', least: 92, isFigure: false, serverKey: undefined },
  service: { label: 'Service', track: 'minmax(110px, 1fr)', least: 110, isFigure: false, serverKey: undefined },
  name: { label: 'Name', track: 'minmax(180px, 2fr)', least: 180, isFigure: false, serverKey: undefined },
  status: { label: 'Status', track: '76px', least: 76, isFigure: false, serverKey: undefined },
};

/** A time with its date is as long as this. */
const dated: ColumnSpec = { ...specs.start!, track: '188px', least: 188 };

/** How a column looks; a field is as wide as its share allows, and the start wider when it has a date. */
export function columnSpec(id: string, withDate = false): ColumnSpec {
  if (withDate && id === 'start') return dated;
  return (isField(id) ? undefined : specs[id])
    ?? { label: id, track: 'minmax(110px, 1fr)', least: 110, isFigure: false, serverKey: undefined };
}
