import { expect, test } from 'vitest';
import { statisticsOf } from './statistics';
import { readTrace } from './traceResult';

const trace = (id: string, ms: number, services: Record<string, [number, number]>) => readTrace({
  traceID: id, rootServiceName: 'shop', rootTraceName: id === 'c' ? 'other' : 'GET /', durationMs: ms,
  serviceStats: Object.fromEntries(Object.entries(services).map(([name, [spanCount, errorCount]]) => [name, { spanCount, errorCount }])),
})!;

test('adds up traces, services and roots', () => {
  const statistics = statisticsOf([trace('a', 10, { shop: [2, 0], cart: [1, 1] }), trace('b', 30, { shop: [3, 0] }), trace('c', 20, { shop: [1, 0] })]);
  expect(statistics).toMatchObject({
    traces: 3, spans: 7, errors: 1, tracesWithErrors: 1,
    duration: { min: 10e6, median: 20e6, mean: 20e6, p95: 30e6, max: 30e6 },
    services: [{ service: 'shop', traces: 3, spans: 6, errors: 0 }, { service: 'cart', traces: 1, spans: 1, errors: 1 }],
  });
  expect(statistics.roots.map((root) => [root.name, root.traces])).toEqual([['GET /', 2], ['other', 1]]);
});

test('no traces give zeros', () => {
  expect(statisticsOf([])).toMatchObject({ traces: 0, spans: 0, duration: { min: 0, max: 0 }, services: [], roots: [] });
});
