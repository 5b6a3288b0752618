import { afterEach, expect, it, vi } from 'vitest';
import { lines } from '../../explore/testing/exploreServer';
import { fakeServer, json } from '../../testing/fakeServer';
import { streamMetrics, type MetricsNews } from './streamMetrics';

const range = { startSeconds: 1_000, endSeconds: 4_600, mostSecondsPerQuery: 86_400 };
const series = (value: number) => [{ labels: [], samples: [{ timestampMs: '4600000', value }] }];
afterEach(() => vi.unstubAllGlobals());

async function run(isStreamed: boolean): Promise<MetricsNews[]> {
  const news: MetricsNews[] = [];
  await streamMetrics('{ } | compare({ status = error })', range, isStreamed, new AbortController().signal, (one) => news.push(one));
  return news;
}

it('tells what was counted while the query runs, and what is missing', async () => {
  const requests = fakeServer({
    '/api/vivace/metrics': () => lines(
      { type: 'series', series: series(1) }, { type: 'progress', completedJobs: 1, totalJobs: 4 },
      { type: 'series', series: series(5) }, { type: 'warning', code: 'timeout', message: 'out of time' }, { type: 'done', partial: true },
    ),
  });
  const news = await run(true);
  expect(news.map((one) => one.series?.[0]?.samples[0]?.value ?? one.fraction ?? one.warning)).toEqual([1, 0.25, 5, 'out of time', 1]);
  expect(requests[0]!.query.get('instant')).toBe('true');
});

it('fails with the words of the server, or when the answer breaks off', async () => {
  fakeServer({ '/api/vivace/metrics': () => lines({ type: 'error', status: 422, message: 'too many series' }) });
  await expect(run(true)).rejects.toMatchObject({ message: 'too many series', status: 422, requestId: 'request-7' });
  fakeServer({ '/api/vivace/metrics': () => lines({ type: 'series', series: series(1) }) });
  await expect(run(true)).rejects.toMatchObject({ message: 'The answer ended before the query was finished.' });
});

it('is one whole answer of a server that does not stream', async () => {
  fakeServer({ '/api/metrics/query': json({ series: [{ labels: [], value: 7 }], status: 'PARTIAL', message: 'cut at 10' }) });
  expect(await run(false)).toEqual([{ series: [expect.objectContaining({ value: 7 })], fraction: 1, warning: 'cut at 10' }]);
});
