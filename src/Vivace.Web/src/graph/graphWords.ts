import { formatDuration } from '../time/durations';
import { formatCompact, formatRate } from '../ui/formatNumbers';
import { errorShare, type GraphEdge, type GraphNode, type Latency, type NodeType } from './Graph';

export type LatencyMetric = keyof Latency;

/** Whether numbers are per second or plain counts, as in a single trace. */
export type TrafficUnit = 'rate' | 'count';

export const typeNames: Record<NodeType, string> = {
  service: 'service',
  database: 'database',
  messaging: 'queue',
  external: 'uninstrumented peer',
  user: 'outside',
};

export interface WordOptions {
  readonly unit: TrafficUnit;
  readonly seconds: number;
  readonly metric: LatencyMetric;
}

export function trafficText(requests: number, { unit, seconds }: Pick<WordOptions, 'unit' | 'seconds'>): string {
  return unit === 'rate' ? smallRate(requests / Math.max(1, seconds)) : `${formatCompact(requests)}×`;
}

/** Below one in ten seconds, per minute or hour reads better than a row of zeros. */
function smallRate(perSecond: number): string {
  if (perSecond === 0 || perSecond >= 0.1) return formatRate(perSecond);
  if (perSecond * 60 >= 0.1) return `${Number((perSecond * 60).toPrecision(2))}/min`;
  return `${Number((perSecond * 3_600).toPrecision(2))}/h`;
}

/** `0.4 %`; what rounds to nothing but is something says so. */
export function shareText(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1 %';
  return `${Number((share * 100).toPrecision(share >= 0.1 ? 3 : 2))} %`;
}

export function latencyText(nanoseconds: number): string {
  return Number.isNaN(nanoseconds) ? '–' : formatDuration(nanoseconds);
}

/** A node as a screen reader says it. */
export function nodeLabel(node: GraphNode, callees: number, callers: number, options: WordOptions): string {
  const where = node.namespace === null ? '' : ` of ${node.namespace}`;
  const group = (node.group ?? '') === '' ? '' : ` in ${node.group}`;
  return [
    `${node.name}${where}${group}, ${node.system ?? typeNames[node.type]}`,
    trafficText(node.requests, options),
    `${shareText(errorShare(node))} errors`,
    `${options.metric} ${latencyText(node.latency[options.metric])}`,
    `calls ${callees}, called by ${callers}`,
  ].join(', ');
}

export function edgeLabel(edge: GraphEdge, names: readonly [from: string, to: string], options: WordOptions): string {
  return `${names[0]} calls ${names[1]}: ${trafficText(edge.requests, options)}, ${shareText(errorShare(edge))} errors`;
}

/** The middle of a long name goes: both ends tell names of one system apart. */
export function shortName(name: string, characters = 22): string {
  if (name.length <= characters) return name;
  const head = Math.ceil((characters - 1) / 2);
  return `${name.slice(0, head)}…${name.slice(name.length - (characters - 1 - head))}`;
}
