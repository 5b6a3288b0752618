import { asArray, asBigInt, asNumber, asRecord, asText } from '../../explore/json';
import { fullTraceId } from '../../explore/results/traceResult';
import { withCondition } from '../query/conditions';
import type { DrillSpans } from '../query/drillQuery';
import { quote } from '../../traceql/literals';

/** A name with how often it comes. */
export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

/** One of the traces that have an exception. */
export interface ExceptionTrace {
  readonly traceId: string;
  readonly startUnixNano: bigint;
  readonly service: string;
  readonly name: string;
}

/** Exceptions of one type whose messages are alike but for numbers, ids and quoted parts. */
export interface ExceptionGroup {
  readonly type: string;
  /** With placeholders. */
  readonly message: string;
  /** One as it was sent. */
  readonly sampleMessage: string;
  readonly count: number;
  readonly firstSeenUnixNano: bigint;
  readonly lastSeenUnixNano: bigint;
  readonly services: readonly NamedCount[];
  readonly operations: readonly NamedCount[];
  /** Counts of each step, oldest first. */
  readonly trend: readonly number[];
  readonly stack: string | undefined;
  readonly traces: readonly ExceptionTrace[];
}

export interface ExceptionAnswer {
  readonly stepSeconds: number;
  readonly groups: readonly ExceptionGroup[];
  readonly partial: string | undefined;
}

/** Reads the answer of `/api/vivace/exceptions`. */
export function readExceptions(json: unknown): ExceptionAnswer {
  const answer = asRecord(json);
  return {
    stepSeconds: asNumber(answer.stepSeconds),
    partial: answer.partial === true ? asText(answer.message) ?? 'Some exceptions could not be counted.' : undefined,
    groups: asArray(answer.groups).map(asRecord).map((group) => ({
      type: asText(group.type) ?? '',
      message: asText(group.message) ?? '',
      sampleMessage: asText(group.sampleMessage) ?? '',
      count: asNumber(group.count),
      firstSeenUnixNano: asBigInt(group.firstSeenUnixNano),
      lastSeenUnixNano: asBigInt(group.lastSeenUnixNano),
      services: readCounts(group.services),
      operations: readCounts(group.operations),
      trend: asArray(group.trend).map(asNumber),
      stack: asText(group.stack),
      traces: asArray(group.traces).map(asRecord).map((trace) => ({
        traceId: fullTraceId(asText(trace.traceID) ?? ''),
        startUnixNano: asBigInt(trace.startTimeUnixNano),
        service: asText(trace.service) ?? '',
        name: asText(trace.name) ?? '',
      })),
    })),
  };
}

/** The search for the spans of a view and for spans with exceptions below them: that is where most exceptions are recorded. */
export function withExceptionsBelow(spanset: string): string {
  return /^\{\s*\}$/.test(spanset) ? spanset : `${spanset} || (${spanset} >> { event:name = "exception" })`;
}

/** The condition that finds spans with an exception of the group: its type, and where that is missing the message as it was sent. */
export function exceptionCondition({ type, sampleMessage }: ExceptionGroup): string {
  if (type !== '') return `event.exception.type = ${quote(type)}`;
  return sampleMessage === '' ? 'event.exception.type != nil' : `event.exception.message = ${quote(sampleMessage)}`;
}

/** What the root of a trace is found by in any of its spans. */
const ofRoot: readonly (readonly [own: RegExp, ofTrace: string])[] = [
  [/^(?:span:)?name(?= )/, 'rootName'],
  [/^resource\.service\.name(?= )/, 'rootServiceName'],
];

/**
 * The view with only the spans that have an exception of the group: every filter stays, and the exception is one more. Exceptions are
 * recorded at spans below the ones that a signal chooses, so all spans are looked at; what was said of root spans by name and service is
 * then said of their traces.
 */
export function spansWithException({ signal, own, filters }: DrillSpans, group: ExceptionGroup): DrillSpans {
  const kept = signal !== 'root' ? filters : filters.map((filter) => {
    const known = ofRoot.find(([pattern]) => pattern.test(filter) && !/&&|\|\|/.test(filter));
    return known === undefined ? filter : filter.replace(known[0], known[1]);
  });
  return { signal: signal === 'own' || signal === 'errors' ? signal : 'all', own, filters: withCondition(kept, exceptionCondition(group)) };
}

function readCounts(json: unknown): NamedCount[] {
  return asArray(json).map(asRecord).map(({ name, count }) => ({ name: asText(name) ?? '', count: asNumber(count) }));
}
