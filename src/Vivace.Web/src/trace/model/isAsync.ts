import { SpanKind } from './SpanFlag';
import type { TraceModel } from './TraceModel';

/** How far clocks of two hosts are allowed to differ before a child counts as outliving its parent, nanoseconds. */
const clockTolerance = 1_000_000;

/**
 * Whether the parent did not wait for the span: it consumes a message that the parent sent, began after the parent had
 * ended, or went on for more than a tenth of the parent's time after its end (across services, a millisecond more).
 */
export function isAsync(model: TraceModel, row: number): boolean {
  const parent = model.parent[row]!;
  if (parent < 0) return false;
  if (model.kind[parent] === SpanKind.producer && model.kind[row] === SpanKind.consumer) return true;
  const parentEnd = model.end(parent);
  const tolerance =
    model.duration[parent]! / 10 + (model.service[parent] === model.service[row] ? 0 : clockTolerance);
  return model.end(row) > parentEnd + tolerance;
}
