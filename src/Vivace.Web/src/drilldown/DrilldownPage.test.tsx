import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { exploreServer, giveSizes, lines } from '../explore/testing/exploreServer';
import { fullAbout } from '../testing/about';
import { expectAccessible } from '../testing/axe';
import { json, type FakeRequest } from '../testing/fakeServer';
import { renderPage } from '../testing/renderPage';
import { DrilldownPage } from './DrilldownPage';

const label = (key: string, value: string | number) => ({ key, value: typeof value === 'number' ? { doubleValue: value } : { stringValue: value } });

/** A server whose spans are of two services; the second one fails. */
function drillServer(answers: Parameters<typeof exploreServer>[0] = {}): FakeRequest[] {
  const sample = (request: FakeRequest, value: number) => [{ timestampMs: String((Number(request.query.get('start')) + 600) * 1000), value }];
  const range = (request: FakeRequest) => {
    const q = request.query.get('q') ?? '';
    if (q.includes('histogram')) {
      return json({ series: [
        { labels: [label('__bucket', 0.134217728), label('status', 'unset')], samples: sample(request, 90) },
        { labels: [label('__bucket', 1.073741824), label('status', 'error')], samples: sample(request, 10) },
      ] });
    }
    if (q.includes('by (resource.service.name, status)')) {
      return json({ series: [
        { labels: [label('resource.service.name', 'front'), label('status', 'unset')], samples: sample(request, 80) },
        { labels: [label('resource.service.name', 'pay'), label('status', 'error')], samples: sample(request, 20) },
      ] });
    }
    return json({ series: [{ labels: [label('p', 0.95)], samples: sample(request, 0.4), exemplars: [{ labels: [label('trace:id', 'abc')], timestampMs: '1', value: 0.4 }] }] });
  };
  const compare = json({ series: ['selection', 'baseline'].flatMap((side) => [
    { labels: [label('__meta_type', side), label('span.tenant', side === 'selection' ? 'globex' : 'acme')], value: 50 },
    { labels: [label('__meta_type', `${side}_total`), label('span.tenant', 'nil')], value: 50 },
  ]) });
  return exploreServer({
    '/api/metrics/query_range': range,
    '/api/metrics/query': (request: FakeRequest) => (request.query.get('q')!.includes('compare') ? compare.clone() : json({ series: [{ labels: [label('p', 0.95)], value: 0.4 }] })),
    ...answers,
  });
}

const parameters = () => new URLSearchParams(window.location.search);

beforeEach(() => {
  giveSizes();
  localStorage.clear();
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
});

describe('the drilldown', () => {
  it('opens with rate, errors and durations of root spans, and the services behind them', async () => {
    const requests = drillServer();
    const { container } = renderPage(<DrilldownPage />, '/drilldown');
    expect(await screen.findByRole('button', { name: 'Keep only pay' })).toBeDefined();
    expect(await screen.findByRole('button', { name: /Error share 10 %/ })).toBeDefined();
    expect(requests.filter(({ path }) => path.startsWith('/api/metrics')).every(({ query }) => query.get('q')!.includes('nestedSetParent < 0'))).toBe(true);
    await expectAccessible(container);
    // The charts' four questions, then those of the services.
    const asked = requests.map(({ query }) => query.get('q') ?? '').filter((query) => query.includes('_over_time'));
    expect(asked.findIndex((query) => query.includes('by (resource.service.name'))).toBeGreaterThanOrEqual(4);
  });

  it('keeps, leaves out and takes back values as filters of the address', async () => {
    drillServer();
    renderPage(<DrilldownPage />, '/drilldown');
    await userEvent.click(await screen.findByRole('button', { name: 'Leave out pay' }));
    expect(parameters().get('filters')).toBe('!(resource.service.name = "pay")');
    await userEvent.click(screen.getByRole('button', { name: 'Remove !(resource.service.name = "pay")' }));
    expect(parameters().get('filters')).toBeNull();
    await userEvent.click(await screen.findByRole('button', { name: 'Keep only pay' }));
    expect(parameters().get('filters')).toBe('resource.service.name = "pay"');
  });

  it('compares errors with the rest, and keeps its filters from tab to tab', async () => {
    drillServer();
    renderPage(<DrilldownPage />, '/drilldown?filters=span.a%20%3D%201');
    await userEvent.click(await screen.findByRole('tab', { name: 'Comparison' }));
    const card = await screen.findByRole('article', { name: 'span.tenant' });
    expect(within(card).getByText(/differs by/)).toBeDefined();
    await userEvent.click(within(card).getByRole('button', { name: 'Keep only globex' }));
    expect(parameters().get('filters')).toBe('span.a = 1,span.tenant = "globex"');
    await userEvent.click(screen.getByRole('tab', { name: 'Traces' }));
    expect(parameters().get('filters')).toBe('span.a = 1,span.tenant = "globex"');
  });

  it('has traces of both sides as examples', async () => {
    drillServer({ '/api/search': (request: FakeRequest) => json({ traces: /span.tenant = "globex"/.test(request.query.get('q')!) ? [{ traceID: 'abc', rootServiceName: 'front', rootTraceName: 'GET /', startTimeUnixNano: '1', durationMs: 5 }] : [] }) });
    renderPage(<DrilldownPage />, '/drilldown?tab=comparison');
    await userEvent.click(await screen.findByRole('button', { name: 'Example traces of globex' }));
    for (const side of ['Selection', 'Baseline']) {
      expect(await within(screen.getByRole('region', { name: `${side}: example traces` })).findByRole('button', { name: /front GET \// })).toBeDefined();
    }
  });

  it('has a menu at every chart and every value: its spans and its numbers in Explore, its query, a link, a download', async () => {
    drillServer();
    renderPage(<DrilldownPage />, '/drilldown?filters=span.a%20%3D%201');
    await screen.findByRole('button', { name: 'Keep only pay' });
    const open = async (name: string) => {
      screen.getAllByRole('button', { name: `${name}: more` })[0]!.focus();
      await userEvent.keyboard('{Enter}');
      const items = (await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent);
      return items;
    };
    const all = ['Open in Explore', 'Show as metric', 'Copy the query', 'Copy a link to this view', 'Download as CSV', 'Download as JSON'];
    for (const chart of ['Rate', 'Errors', 'Error share', 'Duration']) {
      expect(await open(chart)).toEqual(all);
      await userEvent.keyboard('{Escape}');
    }
    expect(await open('front')).toEqual(['Compare with the rest', ...all]);
    await userEvent.keyboard('{Escape}');
    await open('pay');
    await userEvent.click(screen.getByRole('menuitem', { name: 'Show as metric' }));
    expect(parameters().get('q')).toBe('{ nestedSetParent < 0 && span.a = 1 && resource.service.name = "pay" } | rate()');
  });

  it('shows what a streamed comparison has when its time is up', async () => {
    const series = [
      { labels: [label('__meta_type', 'selection'), label('span.a', 'x')], samples: [{ timestampMs: '1', value: 40 }] },
      { labels: [label('__meta_type', 'selection_total'), label('span.a', 'nil')], samples: [{ timestampMs: '1', value: 40 }] },
      { labels: [label('__meta_type', 'baseline'), label('span.a', 'y')], samples: [{ timestampMs: '1', value: 60 }] },
      { labels: [label('__meta_type', 'baseline_total'), label('span.a', 'nil')], samples: [{ timestampMs: '1', value: 60 }] },
    ];
    drillServer({
      '/api/vivace/about': () => json({ ...fullAbout, features: [...fullAbout.features, 'metrics-stream'] }),
      '/api/vivace/metrics': () => lines({ type: 'series', series }, { type: 'warning', code: 'timeout', message: 'the time was up after 2 of 9 jobs' }, { type: 'done', partial: true }),
    });
    renderPage(<DrilldownPage />, '/drilldown?tab=comparison');
    expect(await screen.findByRole('article', { name: 'span.a' })).toBeDefined();
    expect(await screen.findByText(/the time was up after 2 of 9 jobs/)).toBeDefined();
  });

  it('says what was asked when there is no span, and what is wrong when the server fails', async () => {
    drillServer({ '/api/metrics/query_range': () => json({ series: [] }), '/api/metrics/query': () => json({ series: [] }) });
    const { unmount } = renderPage(<DrilldownPage />, '/drilldown?filters=span.a%20%3D%201');
    expect(await screen.findByText('No trace matches')).toBeDefined();
    expect(screen.getByText('{ nestedSetParent < 0 && span.a = 1 }', { selector: 'code' })).toBeDefined();
    unmount();

    drillServer({ '/api/metrics/query_range': () => new Response('the disk is on fire', { status: 500 }) });
    renderPage(<DrilldownPage />, '/drilldown?signal=all');
    expect(await screen.findByText('the disk is on fire')).toBeDefined();
  });

  it('says so when the server knows no exceptions and no structure', async () => {
    drillServer();
    renderPage(<DrilldownPage />, '/drilldown?tab=exceptions');
    expect(await screen.findByText('This server does not group exceptions')).toBeDefined();
    await userEvent.click(screen.getByRole('tab', { name: 'Structure' }));
    await waitFor(() => expect(screen.getByText('This server does not merge traces')).toBeDefined());
  });

  it('shows groups of exceptions and the merged traces', async () => {
    drillServer({
      '/api/vivace/about': () => json({ ...fullAbout, features: [...fullAbout.features, 'structure', 'exceptions'] }),
      '/api/vivace/exceptions': () => json({ stepSeconds: 60, groups: [{ type: 'Timeout', message: 'after <n> s', sampleMessage: 'after 3 s', count: 5, trend: [1, 4], services: [{ name: 'pay', count: 5 }], operations: [], stack: 'Timeout: after 3 s', traces: [{ traceID: 'abc', service: 'pay', name: 'charge', startTimeUnixNano: '1' }] }] }),
      '/api/vivace/structure': () => json({ traces: 3, roots: [{ service: 'front', name: 'GET /', kind: 'server', count: 3, errors: 3, durationNanos: 300, selfNanos: 10, p95Nanos: 90, children: [{ service: 'pay', name: 'charge', count: 3, errors: 3, durationNanos: 280, selfNanos: 280, p95Nanos: 90 }] }] }),
    });
    const { container } = renderPage(<DrilldownPage />, '/drilldown?tab=exceptions&filters=span.a%20%3D%201');
    await userEvent.click(await screen.findByRole('button', { name: /Timeout/ }));
    expect(screen.getByRole('button', { name: /pay charge/ })).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Keep only its spans' }));
    expect(parameters().get('filters')).toBe('span.a = 1,event.exception.type = "Timeout"');
    await userEvent.click(screen.getByRole('tab', { name: 'Structure' }));
    const tree = await screen.findByRole('treegrid', { name: 'Where errors come from' });
    expect(within(tree).getByText('first failing')).toBeDefined();
    within(tree).getAllByRole('row')[1]!.focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(within(tree).queryByText('charge')).toBeNull();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{Enter}');
    expect(parameters().get('q')).toContain('{ resource.service.name = "front" && name = "GET /" } > { resource.service.name = "pay" && name = "charge" && status = error }');
    await expectAccessible(container);
  });
});
