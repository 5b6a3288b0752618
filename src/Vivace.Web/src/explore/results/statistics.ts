import type { TraceResult } from './traceResult';

/** Figures of some traces, from what the search answered. */
export interface SelectionStatistics {
  readonly traces: number;
  readonly spans: number;
  readonly errors: number;
  readonly tracesWithErrors: number;
  readonly duration: DurationStatistics;
  /** Most spans first. */
  readonly services: readonly ServiceStatistics[];
  /** By root service and name, most traces first. */
  readonly roots: readonly RootStatistics[];
}

/** Distribution of durations, in nanoseconds. */
export interface DurationStatistics {
  readonly min: number;
  readonly median: number;
  readonly mean: number;
  readonly p95: number;
  readonly max: number;
}

/** Spans of one service over all the traces. */
export interface ServiceStatistics {
  readonly service: string;
  readonly traces: number;
  readonly spans: number;
  readonly errors: number;
}

/** Traces that begin alike. */
export interface RootStatistics {
  readonly service: string | undefined;
  readonly name: string | undefined;
  readonly traces: number;
  readonly duration: DurationStatistics;
}

/** Computes the figures; at least one trace is needed for durations other than 0. */
export function statisticsOf(traces: readonly TraceResult[]): SelectionStatistics {
  const services = new Map<string, { traces: number; spans: number; errors: number }>();
  const roots = new Map<string, TraceResult[]>();
  for (const trace of traces) {
    for (const { service, spans, errors } of trace.services) {
      const total = services.get(service) ?? { traces: 0, spans: 0, errors: 0 };
      services.set(service, { traces: total.traces + 1, spans: total.spans + spans, errors: total.errors + errors });
    }
    const key = JSON.stringify([trace.rootService, trace.rootName]);
    roots.set(key, [...(roots.get(key) ?? []), trace]);
  }
  return {
    traces: traces.length,
    spans: traces.reduce((sum, trace) => sum + trace.spanCount, 0),
    errors: traces.reduce((sum, trace) => sum + trace.errorCount, 0),
    tracesWithErrors: traces.filter((trace) => trace.errorCount > 0).length,
    duration: durations(traces),
    services: [...services]
      .map(([service, total]) => ({ service, ...total }))
      .sort((a, b) => b.spans - a.spans || (a.service < b.service ? -1 : 1)),
    roots: [...roots.values()]
      .map((group) => ({
        service: group[0]!.rootService,
        name: group[0]!.rootName,
        traces: group.length,
        duration: durations(group),
      }))
      .sort((a, b) => b.traces - a.traces || b.duration.max - a.duration.max),
  };
}

function durations(traces: readonly TraceResult[]): DurationStatistics {
  const sorted = traces.map((trace) => trace.durationNanoseconds).sort((a, b) => a - b);
  if (sorted.length === 0) return { min: 0, median: 0, mean: 0, p95: 0, max: 0 };
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
  return {
    min: sorted[0]!,
    median: rank(0.5),
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    p95: rank(0.95),
    max: sorted.at(-1)!,
  };
}
