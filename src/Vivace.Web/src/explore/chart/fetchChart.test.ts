import { describe, expect, test } from 'vitest';
import { fakeServer, json } from '../../testing/fakeServer';
import { fetchChart, piecesOf } from './fetchChart';

describe('the pieces of a long range', () => {
  test('meet at multiples of the step and are no wider than a query may be', () => {
    const pieces = piecesOf({ startSeconds: 1_030, endSeconds: 5_000, mostSecondsPerQuery: 1_250 }, 60);
    expect(pieces).toEqual([[1_030, 2_220], [2_220, 3_420], [3_420, 4_620], [4_620, 5_000]]);
  });

  test('are not too many', () => {
    expect(() => piecesOf({ startSeconds: 0, endSeconds: 1_000_000, mostSecondsPerQuery: 3_600 }, 60)).toThrow('narrow');
  });
});

describe('the chart of a query', () => {
  test('counts every span once when the range is asked in pieces', async () => {
    const requests = fakeServer({
      '/api/metrics/query_range': ({ query }) => {
        const [start, end, step] = [Number(query.get('start')), Number(query.get('end')), parseInt(query.get('step')!, 10)];
        // One span in each interval; as the API describes it, the first interval ends at or before the start.
        const samples = [];
        for (let edge = Math.floor(start / step) * step; edge < end + step; edge += step) samples.push({ timestampMs: String(edge * 1000), value: 1 });
        return json({ series: [{ labels: [{ key: 'status', value: { stringValue: 'error' } }, { key: '__bucket', value: { doubleValue: 0.001048576 } }], samples }] });
      },
    });
    const chart = await fetchChart('{ .a = 1 } | select(.b)', { startSeconds: 0, endSeconds: 3600, mostSecondsPerQuery: 1200 }, new AbortController().signal);
    expect(chart.bars).toMatchObject({ stepMs: 30_000, total: 120, max: 1 });
    expect([...chart.bars.error]).toEqual(Array.from({ length: 120 }, () => 1));
    expect(chart.heat).toMatchObject({ columns: 120, rows: 1, lowestBucket: 20, max: 1 });
    expect(requests.map((request) => request.query.get('q'))).toContain('{ .a = 1 } | select(.b) | histogram_over_time(duration) by (status)');
    expect(requests).toHaveLength(6);
  });
});
