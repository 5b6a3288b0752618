import { describe, expect, it } from 'vitest';
import { traceOf } from '../../testing/traceBuilder';
import { leafCalls, peerOf, traceGraph } from './traceGraph';

const model = traceOf([
  { id: 'root', start: 0, end: 100, service: 'front', kind: 2 },
  { id: 'work', parent: 'root', start: 1, end: 99, service: 'front' },
  { id: 'call1', parent: 'work', start: 10, end: 30, service: 'front', kind: 3 },
  { id: 'serve1', parent: 'call1', start: 12, end: 28, service: 'pay', kind: 2, error: true },
  { id: 'call2', parent: 'work', start: 40, end: 80, service: 'front', kind: 3 },
  { id: 'serve2', parent: 'call2', start: 42, end: 78, service: 'pay', kind: 2 },
  { id: 'query', parent: 'serve2', start: 50, end: 60, service: 'pay', kind: 3 },
]);

describe('the graph of a trace', () => {
  it('has the steps from service to service with both sides of each', () => {
    const { edges } = traceGraph(model, new Map());
    expect(edges).toHaveLength(1);
    expect(edges[0]).toMatchObject({ from: 'service:front', to: 'service:pay', requests: 2, errors: 1, client: { p50: 20, p95: 40 }, server: { p50: 16, p95: 36 } });
  });

  it('counts a service where it is entered, not for its inner spans', () => {
    expect(traceGraph(model, new Map()).nodes.map(({ name, requests, errors }) => [name, requests, errors])).toEqual([['front', 1, 0], ['pay', 2, 1]]);
  });

  it('adds peers without spans', () => {
    const query = model.rowOfSpan('0000007175657279'); // "query"
    expect(leafCalls(model, 10)).toEqual([query]);
    const { nodes, edges } = traceGraph(model, new Map([[query, { type: 'database', name: 'orders', system: 'postgresql' }]]));
    expect(nodes.at(-1)).toMatchObject({ key: 'database:orders', system: 'postgresql', requests: 1, latency: { p95: 10 } });
    expect(edges.at(-1)).toMatchObject({ from: 'service:pay', to: 'database:orders', type: 'database' });
  });

  it('names peers as the server does', () => {
    const attributes = (values: Record<string, string>) => ({ attributes: Object.entries(values).map(([key, value]) => ({ key, value: { type: 'string', value } as const })) });
    expect(peerOf(attributes({ 'db.system.name': 'redis', 'server.address': 'cache' }))).toEqual({ type: 'database', name: 'cache', system: 'redis' });
    expect(peerOf(attributes({ 'peer.service': 'cards' }))).toEqual({ type: 'external', name: 'cards', system: null });
    expect(peerOf(attributes({ 'messaging.system': 'kafka', 'messaging.destination.name': 'receipts' }))).toEqual({ type: 'messaging', name: 'receipts', system: 'kafka' });
    expect(peerOf(attributes({ 'http.route': '/' }))).toBeNull();
  });
});
