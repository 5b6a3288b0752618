import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noLatency } from '../graph/Graph';
import { traceqlParser } from '../traceql/parser';
import { groupCauses, unmatchedNames } from './missing/groupCauses';
import { readOperations } from './panel/useOperations';
import { redOf } from './panel/useRedSeries';
import { readServiceGraph } from './serviceGraph';
import { foundText } from './FoundTraces';
import { callsQuery, edgeQuery, errorsQuery, nodeQuery, requestsQuery, slowQuery } from './serviceQueries';
import { findServices, formatServiceOrder, parseServiceOrder, serviceColumns, serviceRows, servicesCsv, servicesJson, sortServices } from './serviceRows';
import { shopGraphAnswer } from './testing/shopGraph';
import type { ServicesState } from '../url/servicesRoute';
import { findNode } from './useServiceChoice';

const shop = readServiceGraph(shopGraphAnswer);

function hasMistake(query: string): boolean {
  let found = false;
  traceqlParser.parse(query).iterate({ enter: (node) => void (found ||= node.type.isError) });
  return found;
}

describe("the server's answer", () => {
  it('is read with keys that stay the same when ids change', () => {
    const mixed = {
      ...shopGraphAnswer,
      nodes: [...shopGraphAnswer.nodes].reverse().map((node, index) => ({ ...node, id: index })),
      edges: shopGraphAnswer.edges.map((edge) => ({ ...edge, client: 5 - edge.client, server: 5 - edge.server })),
    };
    expect(new Set(readServiceGraph(mixed).edges.map(({ key }) => key))).toEqual(new Set(shop.edges.map(({ key }) => key)));
    expect(shop.edges[1]).toMatchObject({ from: 'service:shop/frontend', to: 'service:shop/payments', client: { p95: 170e6 }, server: { p95: 153e6 } });
  });

  it('says why it is partial', () => {
    expect(shop.partial).toBeNull();
    expect(readServiceGraph({ ...shopGraphAnswer, partial: true, message: 'block 7 cannot be read' }).partial).toBe('block 7 cannot be read');
  });

  it('of whatever shape never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(readServiceGraph(json).seconds).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the traces that a graph is of', () => {
  it('are told by number and order, unless they are all that match', () => {
    const told = (count: number, asked: number, first: ServicesState['first']) => foundText(count, asked, first, true);
    expect([foundText(20, 20, 'start', false), foundText(1, 20, 'start', false)]).toEqual(['the 20 newest traces', 'the 1 trace']);
    expect([told(20, 20, 'start'), told(200, 200, 'start.asc'), told(20, 20, 'errors'), told(1_000, 1_000, 'duration')]).toEqual([
      'the 20 newest traces that match', 'the 200 oldest traces that match', 'the 20 traces with most errors', 'the 1,000 slowest traces that match',
    ]);
    expect([told(7, 20, 'duration'), told(1, 20, 'start'), told(1, 1, 'start'), told(0, 20, 'start')]).toEqual([
      'the 7 traces that match', 'the 1 trace that matches', 'the 1 newest trace that matches', 'no trace',
    ]);
  });
});

describe('the TraceQL of the graph', () => {
  const node = (name: string, type: 'service' | 'database' | 'messaging' | 'external' | 'user' = 'service', namespace: string | null = null) => ({ name, type, namespace });

  it('finds calls by structure', () => {
    expect(edgeQuery(node('a'), node('b'), '')).toBe('{ resource.service.name = "a" } > { resource.service.name = "b" }');
  });

  it('with a filter counts a pair when either side matches', () => {
    expect(edgeQuery(node('a'), node('b'), '{ span.tenant = "x" }')).toBe(
      '({ span.tenant = "x" && resource.service.name = "a" } > { resource.service.name = "b" }) || ({ resource.service.name = "a" } > { span.tenant = "x" && resource.service.name = "b" })',
    );
  });

  it('of traces found asks for traces that match the filter anywhere', () => {
    const state = { q: '{ span.tenant = "x" } | count() > 1 with(most_recent=true)', traces: 20 };
    const query = callsQuery(node('a'), node('b'), state);
    expect(query).toBe('({ span.tenant = "x" } | count() > 1) && ({ resource.service.name = "a" } > { resource.service.name = "b" })');
    expect(hasMistake(query)).toBe(false);
    expect(callsQuery(node('a'), node('b'), { q: '', traces: 20 })).toBe(edgeQuery(node('a'), node('b'), ''));
    expect(callsQuery(node('a'), node('b'), { q: '{ kind = client }', traces: 0 })).toBe(edgeQuery(node('a'), node('b'), '{ kind = client }'));
  });

  it('leads to what callers said of a peer without spans', () => {
    expect(edgeQuery(node('a'), node('10.0.0.7:5432', 'database'), '')).toContain('span.network.peer.address = "10.0.0.7"');
    expect(nodeQuery(node('receipts', 'messaging'), '')).toContain('span.messaging.destination.name = "receipts"');
  });

  it('asks for what a service serves, and for all of one that serves nothing', () => {
    expect(requestsQuery({ ...node('a'), requests: 3 }, true, '{}')).toBe('{ resource.service.name = "a" && (kind = server || kind = consumer) }');
    expect(requestsQuery({ ...node('a'), requests: 0 }, false, '')).toBe('{ resource.service.name = "a" }');
    expect(errorsQuery(nodeQuery(node('a', 'service', 'n'), ''))).toBe('{ resource.service.name = "a" && resource.service.namespace = "n" && status = error }');
    expect(slowQuery('{ kind = server }', 1_500_000)).toBe('{ kind = server && duration >= 1500us }');
  });

  it('is valid whatever the names are', () => {
    const anyNode = fc.record({
      name: fc.string({ unit: 'binary', minLength: 1 }).map((text) => text.toWellFormed()),
      type: fc.constantFrom('service', 'database', 'messaging', 'external', 'user'),
      namespace: fc.option(fc.string(), { nil: null }),
    }) as fc.Arbitrary<ReturnType<typeof node>>;
    fc.assert(
      fc.property(anyNode, anyNode, fc.constantFrom('', '{}', '{ status = error || kind = client }'), (from, to, filter) => {
        for (const query of [nodeQuery(from, filter), edgeQuery(from, to, filter)]) expect([query, hasMistake(query)]).toEqual([query, false]);
      }),
    );
  });
});

describe('the table', () => {
  const rows = serviceRows(shop);

  it('counts callers and callees and divides by the range', () => {
    expect(rows.find(({ node }) => node.name === 'payments')).toMatchObject({ perSecond: 1, errorShare: 0.01, callers: 1, callees: 2 });
  });

  it('sorts by every column, and rows without a value are last either way', () => {
    const withNone = [...rows, { ...rows[0]!, node: { ...rows[0]!.node, key: 'x', name: 'x', latency: noLatency } }];
    for (const column of serviceColumns) {
      for (const ascending of [true, false]) {
        const order = { column, ascending };
        expect(parseServiceOrder(formatServiceOrder(order))).toEqual(order);
        expect(sortServices(rows, order)).toHaveLength(rows.length);
      }
    }
    expect(sortServices(withNone, { column: 'p95', ascending: true }).slice(-2).map(({ node }) => node.name).sort()).toEqual(['user', 'x']);
    expect(sortServices(withNone, { column: 'p95', ascending: false })[0]!.node.name).toBe('frontend');
  });

  it('is found by name, namespace and system, and nodes by the start of a name', () => {
    expect(findServices(rows, 'POSTGRES').map(({ node }) => node.name)).toEqual(['orders-db']);
    expect(findNode(shop.nodes, 'pay')?.name).toBe('payments');
    expect(findNode(shop.nodes, 'zzz')).toBeUndefined();
  });

  it('is exported whole, with a mark when it is partial', () => {
    const csv = servicesCsv(rows, 'block 7 cannot be read').trimEnd().split('\r\n');
    expect(csv).toHaveLength(rows.length + 2);
    expect(csv[1]).toBe('frontend,service,shop,,7200,2,72,72,180,360,1,1');
    expect(csv.at(-1)).toBe('# partial: block 7 cannot be read');
    const json = JSON.parse(servicesJson(shop, rows, null)) as { nodes: unknown[]; edges: unknown[] };
    expect([json.nodes.length, json.edges.length]).toEqual([6, 5]);
  });
});

describe('missing edges', () => {
  it('are grouped by cause, what needs work first', () => {
    const groups = groupCauses(shop.unmatched, '');
    expect(groups.map(({ cause, clients, servers }) => [cause.title, clients, servers])).toEqual([
      ['The call has no span on the other side', 90, 0],
      ['An internal span stands between the two sides', 0, 12],
      ['Another server span answers the same call', 0, 90],
    ]);
    expect(groups[0]!.entries.map(({ service }) => service)).toEqual(['mailer', 'frontend']);
  });

  it('are narrowed to a service on either side', () => {
    expect(groupCauses(shop.unmatched, 'frontend').map(({ clients, servers }) => clients + servers)).toEqual([40, 12, 90]);
    expect(unmatchedNames(shop.unmatched)).toEqual(['frontend', 'mailer', 'payments', 'smtp.example', 'stock']);
  });

  it('of a cause that the page does not know are shown nevertheless', () => {
    const [group] = groupCauses([{ ...shop.unmatched[0]!, cause: 'clock-was-wrong' }], '');
    expect(group!.cause.title).toBe('clock was wrong');
  });
});

describe('numbers of the panel', () => {
  const label = (key: string, stringValue: string) => ({ key, value: { stringValue } });

  it('put counts, errors and quantiles of an operation together', () => {
    const counts = { series: [{ labels: [label('name', 'GET /'), label('status', 'unset')], value: 9 }, { labels: [label('name', 'GET /'), label('status', 'error')], value: 1 }] };
    const quantiles = { series: [{ labels: [label('name', 'GET /'), { key: 'p', value: { doubleValue: 0.5 } }], value: 0.02 }, { labels: [label('name', 'GET /'), { key: 'p', value: { doubleValue: 0.95 } }], value: 0.3 }] };
    expect(readOperations(counts, quantiles)).toEqual([{ name: 'GET /', requests: 10, errors: 1, p50: 20e6, p95: 300e6 }]);
  });

  it('show nothing asked as no errors, not as a gap', () => {
    const red = redOf(
      { times: [1, 2], series: [{ name: 'unset', values: [3, Number.NaN], exemplars: [] }, { name: 'error', values: [1, Number.NaN], exemplars: [] }] },
      { times: [1, 2], series: [{ name: 'p95', values: [0.5, 0], exemplars: [] }] },
      60,
    );
    expect(red).toEqual({ stepSeconds: 60, endMs: 2, perSecond: [4, 0], errorShare: [0.25, 0], durationNanos: [5e8, 0] });
  });
});
