import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fakeServer, json } from '../../testing/fakeServer';
import { renderPage } from '../../testing/renderPage';
import { DotFacts } from './DotFacts';

const traceId = '0123456789abcdef0123456789abcdef';
const span = (name: string, startMs: number, durationMs: number) => ({
  spanID: '0000000000000001', name, startTimeUnixNano: String(startMs * 1e6), durationNanos: String(durationMs * 1e6),
  attributes: [{ key: 'service.name', value: { stringValue: 'payments' } }],
});
const found = (...spans: unknown[]) => json({ traces: [{
  traceID: traceId, rootServiceName: 'frontend', rootTraceName: 'POST /checkout', startTimeUnixNano: '1000000000', durationMs: 750, spanSets: [{ spans, matched: spans.length }],
}] });
const facts = () => document.querySelector('[data-dot]')!.textContent;

it('says service and name of the span that began at the dot, its duration, its root and the time', async () => {
  const requests = fakeServer({ '/api/search': found(span('load card', 1_000, 3), span('charge card', 1_500.2, 120)) });
  renderPage(<DotFacts dot={{ traceId, timestampMs: 1_500 }} isError />);
  expect(facts()).toContain('Trace 01234567…');
  expect((await screen.findByText('payments charge card')).parentElement!.textContent).toContain('120 ms · errorin frontend POST /checkout, 750 ms');
  expect(facts()).toMatch(/:01\.500/);
  expect(requests.map(({ query }) => query.get('q'))).toEqual([`{ trace:id = "${traceId}" } | select(name, resource.service.name)`]);
});

it('names the root where its span is not among those found, and the trace while nothing is known', async () => {
  fakeServer({ '/api/search': found(span('load card', 1_000, 3)) });
  renderPage(<DotFacts dot={{ traceId, timestampMs: 1_500 }} durationNanoseconds={5e6} />);
  expect(await screen.findByText('frontend POST /checkout')).toBeDefined();
  expect(facts()).toContain('5 ms');
});
