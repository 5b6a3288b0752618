import { traceqlParser } from '../../traceql/parser';
import { formatDuration } from '../../time/durations';

/** What the numbers of a metrics query are. */
export type Unit = 'seconds' | 'perSecond' | 'percent' | 'none';

/** Functions that keep the unit of the field they are given. */
const keepsUnit = /^(?:min|max|avg|sum|quantile)_over_time$/;

/** Whether a query computes series: some metrics function stands in it, also within arithmetic. */
export function computesSeries(query: string): boolean {
  return functionsIn(query).length > 0;
}

/** The unit of a query's numbers; none when it calculates with several. */
export function unitOf(query: string): Unit {
  const functions = functionsIn(query);
  const units = new Set(functions.map(({ name, argument }) => {
    if (name === 'rate') return 'perSecond';
    return keepsUnit.test(name) && /^(?:span:\s*)?duration$/.test(argument) ? 'seconds' : 'none';
  }));
  const [unit] = units;
  return functions.length === 1 && unit !== undefined ? unit : 'none';
}

/** The unit of the bounds of a histogram's buckets; undefined for queries that make none. */
export function bucketUnitOf(query: string): Unit | undefined {
  const [only, ...others] = functionsIn(query);
  if (only?.name !== 'histogram_over_time' || others.length > 0) return undefined;
  return /^(?:span:\s*|trace:\s*)?(?:duration|traceDuration)$/.test(only.argument) ? 'seconds' : 'none';
}

/** Whether a query compares a selection with the rest. */
export function isComparison(query: string): boolean {
  const functions = functionsIn(query);
  return functions.length === 1 && functions[0]!.name === 'compare';
}

/**
 * What finds the spans of arithmetic between metrics: the pipeline before the first function. Other queries are their own
 * answer.
 */
export function searchedPart(query: string): string {
  let part: string | undefined;
  traceqlParser.parse(query).iterate({
    enter: ({ name, node }) => {
      if (name !== 'MetricsName' || part !== undefined) return;
      const stage = node.parent;
      const group = stage?.parent;
      if (group?.name !== 'Group' || stage?.prevSibling?.name !== 'Pipe') return;
      part = query.slice(group.from + 1, stage.prevSibling.from).trim();
    },
  });
  return part ?? query;
}

function functionsIn(query: string): { name: string; argument: string }[] {
  const found: { name: string; argument: string }[] = [];
  traceqlParser.parse(query).iterate({
    enter: ({ name, node, from, to }) => {
      if (name !== 'MetricsName') return;
      const first = node.nextSibling?.firstChild?.nextSibling;
      found.push({ name: query.slice(from, to), argument: first === null || first === undefined ? '' : query.slice(first.from, first.to) });
    },
  });
  return found;
}

const plain = new Intl.NumberFormat('en', { maximumSignificantDigits: 4, notation: 'standard' });
const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, notation: 'compact' });

/** A number with its unit, short enough for an axis. */
export function formatValue(value: number, unit: Unit): string {
  if (Number.isNaN(value)) return '–';
  if (unit === 'seconds') return value < 0 ? `-${formatDuration(-value * 1e9)}` : formatDuration(value * 1e9);
  const text = Math.abs(value) >= 10_000 ? short.format(value) : plain.format(value);
  return unit === 'perSecond' ? `${text}/s` : unit === 'percent' ? `${text} %` : text;
}
