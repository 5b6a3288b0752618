import { StatusCode } from '../model/SpanFlag';
import type { TraceModel } from '../model/TraceModel';
import type { RowColors } from './RowColors';

export interface LegendItem {
  readonly code: number;
  readonly label: string;
  readonly css: string;
  readonly spans: number;
  readonly errors: number;
  /** Share of all self time, 0 to 1. */
  readonly share: number;
}

/** What each colour stands for, largest share of time first. Codes without spans are left out. */
export function legend(model: TraceModel, colors: RowColors): LegendItem[] {
  const count = colors.labels.length;
  const spans = new Float64Array(count);
  const errors = new Float64Array(count);
  const self = new Float64Array(count);
  let total = 0;
  for (let row = 0; row < model.rowCount; row++) {
    const code = colors.codes[row]!;
    spans[code]!++;
    if (model.status[row] === StatusCode.error) errors[code]!++;
    self[code]! += model.self[row]!;
    total += model.self[row]!;
  }
  const items: LegendItem[] = [];
  for (let code = 0; code < count; code++) {
    if (spans[code] === 0) continue;
    items.push({
      code,
      label: colors.labels[code]!,
      css: colors.css[code]!,
      spans: spans[code]!,
      errors: errors[code]!,
      share: total > 0 ? self[code]! / total : 0,
    });
  }
  return items.sort((a, b) => b.share - a.share || b.spans - a.spans || a.code - b.code);
}
