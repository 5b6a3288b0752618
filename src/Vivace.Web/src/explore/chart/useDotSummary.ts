import { useQuery } from '@tanstack/react-query';
import { getJson } from '../../api/client';
import { useTenant } from '../../api/tenant';
import { asRecord } from '../json';
import { attributeOf, readTraces, type TraceResult } from '../results/traceResult';

/** A dot of a chart of numbers: a span of some trace. */
export interface SpanDot {
  readonly traceId: string;
  /** When the span began, in Unix milliseconds. */
  readonly timestampMs: number;
}

/** What is said of a dot before it is opened. */
export interface DotSummary {
  /** The span that the dot stands for; absent where the trace has no such span among those looked at. */
  readonly span: { readonly service: string; readonly name: string; readonly durationNanoseconds: number } | undefined;
  readonly rootService: string | undefined;
  readonly rootName: string | undefined;
  /** Of the whole trace. */
  readonly durationNanoseconds: number;
}

/** Spans of a trace that are looked through for the one of the dot. */
const mostSpans = 50;

/** How far a trace may reach beyond its span's time, in seconds. */
const aroundSeconds = 600;

/** Asks for the trace of a dot that is pointed at; nothing is asked without one, and each only once. */
export function useDotSummary(dot: SpanDot | undefined): DotSummary | undefined {
  const tenant = useTenant((state) => state.tenant);
  const { data } = useQuery({
    queryKey: ['dot', tenant, dot?.traceId, dot?.timestampMs],
    queryFn: async ({ signal }) => {
      const { traceId, timestampMs } = dot!;
      const seconds = Math.floor(timestampMs / 1000);
      const answer = await getJson<unknown>('/api/search', {
        query: {
          q: `{ trace:id = "${traceId}" } | select(name, resource.service.name)`,
          start: Math.max(0, seconds - aroundSeconds), end: seconds + aroundSeconds, limit: 1, spss: mostSpans,
        },
        signal,
      });
      return summaryOf(readTraces(asRecord(answer).traces)[0], timestampMs) ?? null;
    },
    enabled: dot !== undefined,
    staleTime: Infinity,
    gcTime: 300_000,
    retry: false,
  });
  return data ?? undefined;
}

/** Reads the summary out of a trace that was found: its span is the one that began at the dot's time. */
export function summaryOf(trace: TraceResult | undefined, timestampMs: number): DotSummary | undefined {
  if (trace === undefined) return undefined;
  const nearest = trace.spansets
    .flatMap(({ spans }) => spans)
    .map((span) => ({ span, distance: Math.abs(Number(span.startUnixNano / 1_000n) / 1_000 - timestampMs) }))
    .filter(({ distance }) => distance < 1)
    .sort((a, b) => a.distance - b.distance)[0]?.span;
  const { rootService, rootName, durationNanoseconds } = trace;
  return {
    span: nearest === undefined ? undefined : {
      service: attributeOf(nearest, 'service.name')?.text ?? '', name: nearest.name ?? '', durationNanoseconds: nearest.durationNanoseconds,
    },
    rootService,
    rootName,
    durationNanoseconds,
  };
}
