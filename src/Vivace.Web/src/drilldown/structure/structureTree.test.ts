import { describe, expect, it } from 'vitest';
import { causesOf, openAtFirst, readStructure, structuralQuery, visibleRows } from './structureTree';

const node = (service: string, count: number, errors: number, durationNanos: number, selfNanos: number, children: unknown[] = []) => ({
  service, name: `${service} op`, kind: 'server', count, errors, durationNanos, selfNanos, p95Nanos: 5, exampleTraceIds: ['abc'], children,
});
const { roots, partial, traces } = readStructure({
  traces: 10, partial: false, message: null,
  roots: [node('front', 10, 6, 1000, 50, [
    node('pay', 10, 6, 800, 20, [node('gateway', 10, 5, 700, 700), node('audit', 10, 0, 20, 20)]),
    node('cart', 10, 0, 60, 60),
    node('mail', 10, 0, 150, 150, [node('smtp', 10, 0, 5, 5)]),
  ])],
});

describe('a tree of merged traces', () => {
  it('is read with the place of each node', () => {
    expect([traces, partial]).toEqual([10, undefined]);
    expect(roots[0]!.children[0]!.children.map(({ id, service }) => [id, service])).toEqual([['0.0.0', 'gateway'], ['0.0.1', 'audit']]);
    expect(roots[0]!.exampleTraceIds).toEqual(['abc'.padStart(32, '0')]);
  });

  it('opens the way to errors, or to where the time goes', () => {
    const shown = (cause: 'errors' | 'latency') => visibleRows(roots, openAtFirst(roots, cause)).map(({ node: one, level }) => `${level} ${one.service}`);
    expect(shown('errors')).toEqual(['1 front', '2 pay', '3 gateway', '3 audit', '2 cart', '2 mail']);
    expect(shown('latency')).toEqual(['1 front', '2 pay', '3 gateway', '3 audit', '2 cart', '2 mail']);
    expect(visibleRows(roots, new Set())).toHaveLength(1);
  });

  it('names the cause: the deepest place of the errors, or the most time of its own', () => {
    expect([...causesOf(roots, 'errors')]).toEqual(['0.0.0']);
    expect([...causesOf(roots, 'latency')]).toEqual(['0.0.0']);
    expect([...causesOf([], 'latency')]).toEqual([]);
  });

  it('leads to its spans by a structural query', () => {
    const [pay] = roots[0]!.children;
    expect(structuralQuery('{ kind = server }', pay!.children[0]!, pay, 'errors'))
      .toBe('{ kind = server } && ({ resource.service.name = "pay" && name = "pay op" } > { resource.service.name = "gateway" && name = "gateway op" && status = error })');
    expect(structuralQuery('{ }', roots[0]!, undefined, 'latency')).toBe('{ resource.service.name = "front" && name = "front op" }');
  });
});
