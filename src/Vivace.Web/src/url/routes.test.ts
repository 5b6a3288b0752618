import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absolute, relative } from '../time/ranges';
import type { RouteCodec } from './codec';
import { compareCodec } from './compareRoute';
import { drilldownCodec, drilldownUrl } from './drilldownRoute';
import { exploreCodec, exploreUrl } from './exploreRoute';
import { codecOf } from './routes';
import { servicesCodec } from './servicesRoute';
import { settingsCodec } from './settingsRoute';
import { statusCodec } from './statusRoute';
import { traceCodec, traceUrl } from './traceRoute';

// A URL holds Unicode scalar values: lone surrogates cannot be written into one.
const text = fc.string({ unit: 'binary' }).map((value) => value.toWellFormed());
const tenant = fc.oneof(fc.constant(''), fc.stringMatching(/^[A-Za-z0-9!\-_.*'()|]{1,40}$/));
const timePoint = fc.oneof(
  fc.record({ amount: fc.integer({ min: 0, max: 100_000 }), unit: fc.constantFrom('s', 'm', 'h', 'd') }).map(({ amount, unit }) => relative(amount, unit)),
  fc.integer({ min: 0, max: 253_402_300_799_999 }).map(absolute),
);

function expectIdentity<T>(codec: RouteCodec<T>, states: Arbitrary<T>): void {
  fc.assert(
    fc.property(states, (state) => {
      const search = codec.format(state);
      expect(codec.parse(search)).toEqual({ state, dropped: [] });
      // The text is as canonical as the state: writing it again changes nothing.
      expect(codec.format(codec.parse(search).state)).toBe(search);
    }),
  );
}

describe('parse after format is the identity', () => {
  it('for /explore', () => {
    expectIdentity(
      exploreCodec,
      fc.record({
        q: text,
        mode: fc.constantFrom('builder', 'traceql'),
        from: timePoint,
        to: timePoint,
        limit: fc.integer({ min: 0, max: 262_144 }),
        spss: fc.integer({ min: 1, max: 100 }),
        view: fc.constantFrom('traces', 'spans', 'series'),
        sort: fc.constantFrom('start', 'duration.asc', 'errors'),
        cols: fc.array(text),
        loaded: text,
        step: fc.constantFrom('', '1s', '15m', '1d'),
    chart: fc.constantFrom('heat', 'dots', 'none'),
        sel: fc.array(text),
        tenant,
      }) as Arbitrary<typeof exploreCodec.defaults>,
    );
  });

  it('for /trace', () => {
    expectIdentity(
      traceCodec,
      fc.record({
        span: fc.oneof(fc.constant(''), fc.stringMatching(/^[0-9a-f]{16}$/)),
        view: fc.constantFrom('waterfall', 'flame', 'table', 'stats', 'graph', 'logs'),
        z: fc.option(
          fc.tuple(fc.nat(), fc.integer({ min: 1 })).map(([from, length]) => [from, from + length] as const),
          { nil: null },
        ),
        find: text,
        tf: text,
        only: fc.constantFrom('context', 'dim', 'matches'),
        svc: fc.array(text),
        color: text,
        cp: fc.boolean(),
        cpo: fc.boolean(),
        cols: fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 }),
        err: fc.boolean(),
        tenant,
      }) as Arbitrary<typeof traceCodec.defaults>,
    );
  });

  it('for /drilldown', () => {
    const box = fc.record({
      fromMs: fc.integer({ min: 0, max: 2_000_000_000_000 }),
      length: fc.integer({ min: 1, max: 86_400_000 }),
      bounds: fc.tuple(fc.option(fc.nat(), { nil: null }), fc.option(fc.nat(), { nil: null })),
    }).map(({ fromMs, length, bounds: [one, other] }) => ({
      fromMs,
      toMs: fromMs + length,
      minNanoseconds: one !== null && other !== null ? Math.min(one, other) : one,
      maxNanoseconds: one !== null && other !== null ? Math.max(one, other) : other,
    }));
    expectIdentity(
      drilldownCodec,
      fc.record({
        from: timePoint,
        to: timePoint,
        signal: fc.constantFrom('root', 'all', 'server', 'consumer', 'database', 'messaging', 'errors', 'own'),
        own: text,
        filters: fc.array(text),
        metric: fc.constantFrom('rate', 'errors', 'share', 'duration'),
        tab: fc.constantFrom('breakdown', 'comparison', 'structure', 'exceptions', 'traces'),
        group: text,
        sort: fc.constantFrom('rate', 'errors', 'p95', 'change'),
        box: fc.option(box, { nil: null }),
        select: fc.constantFrom('auto', 'box', 'errors', 'slow', 'own'),
        slowest: fc.integer({ min: 1, max: 50 }),
        selected: text,
        base: fc.constantFrom('rest', 'before', 'own'),
        baseline: text,
        cause: fc.constantFrom('errors', 'latency'),
        trace: fc.oneof(fc.constant(''), fc.stringMatching(/^[0-9a-f]{32}$/)),
        tenant,
      }) as Arbitrary<typeof drilldownCodec.defaults>,
    );
  });

  it('for /compare', () => {
    const side = fc.oneof(fc.constant(''), fc.constant('file'), fc.stringMatching(/^[0-9a-f]{32}$/));
    expectIdentity(
      compareCodec,
      fc.record({ a: side, b: side, by: fc.constantFrom('structure', 'operation'), hide: fc.boolean(), tenant }) as Arbitrary<typeof compareCodec.defaults>,
    );
  });

  it('for /services', () => {
    expectIdentity(
      servicesCodec,
      fc.record({
        q: text,
        from: timePoint,
        to: timePoint,
        traces: fc.integer({ min: 0, max: 262_144 }),
        first: fc.constantFrom('start', 'duration.asc', 'errors'),
        view: fc.constantFrom('graph', 'table', 'missing'),
        focus: text,
        hops: fc.integer({ min: 1, max: 3 }),
        n: fc.integer({ min: 10, max: 500 }),
        metric: fc.constantFrom('p50', 'p95', 'p99'),
        ns: fc.constantFrom('none', 'namespace', 'type'),
        group: text,
        layout: fc.constantFrom('right', 'down'),
        rare: fc.integer({ min: 0, max: 100 }),
        sel: text,
        find: text,
        sort: text,
        tenant,
      }) as Arbitrary<typeof servicesCodec.defaults>,
    );
  });

  it('for /status and /settings', () => {
    expectIdentity(statusCodec, fc.record({ tab: fc.constantFrom('overview', 'storage', 'tenants', 'queries', 'settings'), history: fc.constantFrom('hour', 'day'), find: text, changed: fc.boolean(), tenant }) as Arbitrary<typeof statusCodec.defaults>);
    expectIdentity(settingsCodec, fc.record({ tenant }));
  });
});

describe('the addresses of pages', () => {
  it('are short when everything is at its default', () => {
    expect(exploreUrl({})).toBe('/explore');
    expect(traceUrl('abc')).toBe('/trace/abc');
  });

  it('hold a query so that any reader of addresses takes it back', () => {
    const url = exploreUrl({ q: '{ span.http.url =~ "a+b&c=d#e%20" }', mode: 'traceql' });
    expect(new URL(url, 'http://page.test').searchParams.get('q')).toBe('{ span.http.url =~ "a+b&c=d#e%20" }');
  });

  it('of other makers, with uiFind, are understood', () => {
    expect(traceCodec.parse('?uiFind=checkout').state.find).toBe('checkout');
  });

  it('of a drilldown keep its box, and leave out one that cannot be', () => {
    const box = { fromMs: 1_000, toMs: 2_000, minNanoseconds: 5, maxNanoseconds: null };
    expect(drilldownCodec.parse(new URL(drilldownUrl({ box }), 'http://page.test').search).state.box).toEqual(box);
    for (const wrong of ['2000-1000', '1-2~9-3', 'x']) expect(drilldownCodec.parse(`?box=${wrong}`)).toMatchObject({ state: { box: null }, dropped: ['box'] });
  });

  it('have a codec each', () => {
    expect(codecOf('/explore')).toBe(exploreCodec);
    expect(codecOf('/trace/abc')).toBe(traceCodec);
    expect(codecOf('/drilldown')).toBe(drilldownCodec);
    expect(codecOf('/nowhere')).toBeNull();
  });
});
