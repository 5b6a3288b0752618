import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { fakeServer, json } from '../../testing/fakeServer';
import { renderPage } from '../../testing/renderPage';
import type { SearchRequest } from '../run/searchState';
import { SeriesPanel } from './SeriesPanel';

const label = (stringValue: string) => [{ key: 'resource.service.name', value: { stringValue } }];
const samples = (...values: number[]) => values.map((value, i) => ({ timestampMs: String((i + 1) * 60_000), value }));
const range = json({ series: [{ labels: label('cart'), samples: samples(1, 3) }, { labels: label('<b>ads</b>'), samples: samples(0.5, 0.25) }] });
const instant = json({ series: [{ labels: label('cart'), value: 2 }, { labels: label('ads'), value: 8 }] });

const request: SearchRequest = {
  query: '{ } | rate() by(resource.service.name)',
  startSeconds: 60,
  endSeconds: 180,
  limit: 20,
  spansPerSpanset: 3,
  sort: { key: 'start', descending: true },
  fields: [],
} as unknown as SearchRequest;

function show(query = request.query, onRun: (query: string) => void = () => undefined) {
  renderPage(<SeriesPanel request={{ ...request, query }} startedAtMs={1} step="" onStep={() => undefined} onRun={onRun} onSelectRange={() => undefined} onOpenTrace={() => undefined} />);
}

describe('the panel of series', () => {
  it('asks over the range of the search and says last, average and largest of each series', async () => {
    const requests = fakeServer({ '/api/metrics/query_range': range });
    show();
    const row = (await screen.findByRole('rowheader', { name: 'cart' })).closest('tr');
    expect(within(row!).getAllByRole('cell').slice(1, 4).map(({ textContent }) => textContent)).toEqual(['3/s', '2/s', '3/s']);
    expect(requests.map(({ path, query }) => [path, query.get('q'), query.get('start'), query.get('end')])).toEqual([
      ['/api/metrics/query_range', request.query, '60', '180'],
    ]);
    expect(screen.getByText('<b>ads</b>')).toBeDefined();
  });

  it('offers the same spans as a comparison', async () => {
    fakeServer({ '/api/metrics/query_range': range });
    const run = vi.fn();
    show('{ kind = server } | rate() by(name) with(exemplars=false)', run);
    await userEvent.click(await screen.findByRole('button', { name: 'Show as compare()' }));
    expect(run.mock.calls).toEqual([['{ kind = server } | compare({ status = error })']]);
  });

  it('offers no comparison of what is one, or of arithmetic', async () => {
    fakeServer({ '/api/metrics/query_range': range, '/api/metrics/query': instant });
    show('({ } | rate()) / ({ status = error } | rate())');
    await screen.findByRole('rowheader', { name: 'cart' });
    expect(screen.queryByRole('button', { name: 'Show as compare()' })).toBeNull();
  });

  it('hides one series, and shows one alone and all again', async () => {
    fakeServer({ '/api/metrics/query_range': range });
    show();
    const shown = () => screen.getByRole('img').getAttribute('aria-label');
    await userEvent.click(await screen.findByRole('button', { name: 'Hide cart' }));
    expect(shown()).toMatch(/^1 series/);
    expect(screen.getByRole('button', { name: 'Show cart' })).toBeDefined();
    const alone = within(screen.getByRole('rowheader', { name: 'cart' })).getByRole('button');
    await userEvent.click(alone);
    expect(screen.getByRole('button', { name: 'Hide cart' })).toBeDefined();
    expect(screen.getByRole('button', { name: 'Show <b>ads</b>' })).toBeDefined();
    await userEvent.click(alone);
    expect(shown()).toMatch(/^2 series/);
  });

  it('shows one value a series as a table, the largest first', async () => {
    const requests = fakeServer({ '/api/metrics/query_range': range, '/api/metrics/query': instant });
    show();
    await userEvent.click(screen.getByRole('tab', { name: 'Table' }));
    const headers = await within(await screen.findByRole('region', { name: 'Values' })).findAllByRole('rowheader');
    expect(headers.map(({ textContent }) => textContent)).toEqual(['ads', 'cart']);
    expect(requests.at(-1)?.path).toBe('/api/metrics/query');
  });

  it('says that nothing matches, and why it has no numbers', async () => {
    fakeServer({ '/api/metrics/query_range': json({ series: [] }) });
    show();
    expect(await screen.findByText(/No span in this range matches/)).toBeDefined();
  });

  it('shows the words of a server that refuses', async () => {
    fakeServer({ '/api/metrics/query_range': new Response('metrics query time range exceeds the maximum', { status: 400 }) });
    show();
    expect(await screen.findByText(/exceeds the maximum/)).toBeDefined();
  });

  it('shows a histogram as a heat map by bucket, with bounds in the unit of the field, and lines when they are wanted', async () => {
    const bucket = (bound: number, ...values: number[]) => ({ labels: [{ key: '__bucket', value: { doubleValue: bound } }], samples: samples(...values) });
    fakeServer({ '/api/metrics/query_range': json({ series: [bucket(0.016384, 3, 9), bucket(0.065536, 1, 0)] }) });
    show('{ } | histogram_over_time(duration)');
    const map = await screen.findByRole('img', { name: /^Histogram over time with 3 buckets; at most 9 values/ });
    expect(map.parentElement!.textContent).toContain('16.4 ms');
    expect(map.parentElement!.textContent).toContain('32.8 ms');
    await userEvent.click(screen.getByRole('tab', { name: 'Lines' }));
    expect(await screen.findByRole('rowheader', { name: '≤ 16.4 ms' })).toBeDefined();
  });

  it('shows compare() as shares of both sides, most telling field first', async () => {
    const side = (type: string, key: string, text: string, value: number) =>
      ({ labels: [{ key: '__meta_type', value: { stringValue: type } }, { key, value: { stringValue: text } }], value });
    const total = (type: string, key: string, value: number) => side(`${type}_total`, key, 'nil', value);
    const requests = fakeServer({
      '/api/metrics/query': json({
        series: [
          side('selection', 'span.version', '<b>2</b>', 90), side('selection', 'span.version', '1', 10), total('selection', 'span.version', 100),
          side('baseline', 'span.version', '1', 1_000), total('baseline', 'span.version', 1_000),
          side('selection', 'name', 'a', 50), side('selection', 'name', 'b', 50), total('selection', 'name', 100),
          side('baseline', 'name', 'a', 500), side('baseline', 'name', 'b', 500), total('baseline', 'name', 1_000),
        ],
      }),
    });
    show('{ } | compare({ status = error })');
    const table = await screen.findByRole('region', { name: 'Comparison' });
    const fields = await within(table).findAllByRole('rowheader');
    expect(fields.map(({ textContent }) => textContent)).toEqual(['span.version differs by 88 %', 'name alike']);
    expect(within(table).getByText('<b>2</b>').closest('tr')!.textContent).toContain('selection 90 %baseline 0 %');
    expect(screen.getByText('100 selected spans')).toBeDefined();
    expect(requests.map(({ path }) => path)).toEqual(['/api/metrics/query']);
    expect(screen.queryByRole('combobox', { name: 'Step' })).toBeNull();
  });

  it('asks with the chosen step', async () => {
    const requests = fakeServer({ '/api/metrics/query_range': range });
    const chosen: string[] = [];
    renderPage(
      <SeriesPanel request={{ ...request, endSeconds: 3_660 }} startedAtMs={1} step="5m" onRun={() => undefined} onStep={(step) => chosen.push(step)} onSelectRange={() => undefined} onOpenTrace={() => undefined} />,
    );
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Step' }), 'Step: 1m');
    expect(chosen).toEqual(['1m']);
    expect(requests.map(({ query }) => query.get('step'))).toEqual(['5m']);
  });
});
