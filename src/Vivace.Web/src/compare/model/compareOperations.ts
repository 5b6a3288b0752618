import { StatusCode } from '../../trace/model/SpanFlag';
import { shareKeys, type ComparedTrace } from './ComparedTrace';

/** What one trace spent on an operation. Durations are nanoseconds. */
export interface OperationSide {
  readonly count: number;
  readonly errors: number;
  readonly total: number;
  readonly self: number;
  /** The longest span, -1 when there is none. */
  readonly longestRow: number;
}

/** All spans of a service and a name, in both traces. */
export interface ComparedOperation {
  readonly service: string;
  readonly name: string;
  readonly a: OperationSide;
  readonly b: OperationSide;
}

interface Sums {
  count: number;
  errors: number;
  total: number;
  self: number;
  longestRow: number;
}

/** Both traces by operation: for traces that are large, or whose structure has little in common. Most self time gained or lost first. */
export function compareOperations(a: ComparedTrace, b: ComparedTrace): ComparedOperation[] {
  const keys = shareKeys(a, b);
  const [sumsA, sumsB] = [sumByKey(a, keys.a, keys.names.length), sumByKey(b, keys.b, keys.names.length)];
  return keys.names
    .map((name, key) => ({ service: keys.services[key]!, name, a: sumsA[key]!, b: sumsB[key]! }))
    .sort((one, other) => Math.abs(other.b.self - other.a.self) - Math.abs(one.b.self - one.a.self));
}

function sumByKey(trace: ComparedTrace, keys: Int32Array, keyCount: number): Sums[] {
  const sums = Array.from({ length: keyCount }, (): Sums => ({ count: 0, errors: 0, total: 0, self: 0, longestRow: -1 }));
  for (let row = 0; row < trace.rowCount; row++) {
    const sum = sums[keys[row]!]!;
    sum.count++;
    sum.total += trace.duration[row]!;
    sum.self += trace.self[row]!;
    if (trace.status[row] === StatusCode.error) sum.errors++;
    if (sum.longestRow < 0 || trace.duration[row]! > trace.duration[sum.longestRow]!) sum.longestRow = row;
  }
  return sums;
}
