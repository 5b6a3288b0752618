import { describe, expect, it } from 'vitest';
import { readLabelled } from '../data/labelledSeries';
import { changeOf, factsOf, inOrder, type BreakdownAnswers } from './breakdown';
import { byUsefulness, firstGroups, groupFields } from './usefulness';

const times = [60_000, 120_000];
const series = (labels: Record<string, string>, values: number[], value?: number) => ({
  labels: Object.entries(labels).map(([key, text]) => ({ key, value: key === 'p' ? { doubleValue: Number(text) } : { stringValue: text } })),
  samples: values.map((one, i) => ({ timestampMs: String(times[i]), value: one })),
  ...(value === undefined ? {} : { value }),
});
const answer = (...list: unknown[]) => readLabelled({ series: list });

const answers: BreakdownAnswers = {
  counts: answer(
    series({ 'span.route': '/a', status: 'unset' }, [10, 20]),
    series({ 'span.route': '/a', status: 'error' }, [1, 0]),
    series({ 'span.route': '/b', status: 'error' }, [4, 4]),
    series({ status: 'unset' }, [2, 0]),
  ),
  p95: answer(series({ 'span.route': '/a', p: '0.95' }, [], 0.2), series({ 'span.route': '/b', p: '0.95' }, [], 0.9), series({ 'span.route': 'nil', p: '0.95' }, [], 0.1)),
  durations: undefined,
  before: answer(series({ 'span.route': '/a' }, [], 62)),
};

describe('what each value did', () => {
  const facts = factsOf('span.route', answers, times, { now: 120, before: 120 });
  const of = (text: string | undefined) => facts.find(({ value }) => value?.text === text)!;

  it('has the traces behind a value, those with errors marked', () => {
    const exemplars = (id: string) => ({ exemplars: [{ labels: [{ key: 'trace:id', value: { stringValue: id } }], timestampMs: '70000', value: 1 }] });
    const counts = answer({ ...series({ 'span.route': '/a', status: 'unset' }, [1, 1]), ...exemplars('a1') }, { ...series({ 'span.route': '/a', status: 'error' }, [1, 1]), ...exemplars('b2') });
    expect(factsOf('span.route', { ...answers, counts }, times, { now: 120, before: 120 })[0]!.examples).toEqual([
      { traceId: 'a1'.padStart(32, '0'), timestampMs: 70_000, isError: false }, { traceId: 'b2'.padStart(32, '0'), timestampMs: 70_000, isError: true },
    ]);
  });

  it('joins the statuses of a value', () => {
    expect(of('/a')).toMatchObject({ spans: 31, errors: 1, counts: [11, 20], errorCounts: [1, 0], p95: 0.2e9 });
    expect(of('/b')).toMatchObject({ spans: 8, errors: 8 });
  });

  it('has spans without the field as a value of their own, whatever the answer calls them', () => {
    expect(of(undefined)).toMatchObject({ spans: 2, p95: 0.1e9 });
  });

  it('takes the text nil for what it is when a span has it', () => {
    const withNil = { ...answers, counts: answer(series({ 'span.route': 'nil', status: 'unset' }, [3]), series({ status: 'unset' }, [2])) };
    const found = factsOf('span.route', withNil, times, { now: 120, before: 120 });
    expect(found.map(({ value, p95 }) => [value?.text, p95])).toEqual([['nil', 0.1e9], [undefined, Number.NaN]]);
  });

  it('compares with the window before', () => {
    expect(changeOf(of('/a'))).toBeCloseTo(-50);
    expect(changeOf(of('/b'))).toBe(Number.POSITIVE_INFINITY);
    expect(changeOf({ ...of('/a'), before: undefined })).toBeUndefined();
    const nothingBefore = factsOf('span.route', { ...answers, before: answer() }, times, { now: 120, before: 120 });
    expect(nothingBefore.map(changeOf)).toEqual([undefined, undefined, undefined]);
  });

  it('is put in the order that is asked for', () => {
    const names = (sort: 'rate' | 'errors' | 'p95' | 'change') => inOrder(facts, sort).map(({ value }) => value?.text);
    expect(names('rate')).toEqual(['/a', '/b', undefined]);
    expect(names('errors')).toEqual(['/b', '/a', undefined]);
    expect(names('p95')).toEqual(['/b', '/a', undefined]);
    expect(names('change')).toEqual(['/a', '/b', undefined]);
  });

  it('of the status itself needs no second label', () => {
    const found = factsOf('status', { ...answers, counts: answer(series({ status: 'error' }, [1, 1]), series({ status: 'ok' }, [5, 5])) }, times, { now: 120, before: 120 });
    expect(found.map(({ value, spans, errors }) => [value?.text, spans, errors])).toEqual([['error', 2, 2], ['ok', 10, 0]]);
  });
});

describe('the fields to break down by', () => {
  it('begin with what explains most; what is nearly unique comes last', () => {
    const fields = groupFields([
      { scope: 'span', name: 'user.id' }, { scope: 'span', name: 'zoo' }, { scope: 'span', name: 'tenant.id' }, { scope: 'resource', name: 'service.name' },
      { scope: 'intrinsic', name: 'name' }, { scope: 'intrinsic', name: 'duration' }, { scope: 'span', name: 'user name' },
    ]);
    expect(byUsefulness(fields).map(({ field }) => field)).toEqual(['resource.service.name', 'name', 'span.tenant.id', 'span."user name"', 'span.zoo', 'span.user.id']);
  });

  it('leave out what a filter holds at one value', () => {
    expect(firstGroups([])[0]).toBe('resource.service.name');
    expect(firstGroups(['resource.service.name = "a"'])[0]).toBe('name');
    expect(firstGroups(['resource.service.name = "a" || name = "b"'])[0]).toBe('resource.service.name');
  });
});
