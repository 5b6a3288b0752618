import { describe, expect, test } from 'vitest';
import { appendStage, isMetricsQuery, metricsOver, spansetPart, splitQuery } from './pipeline';

describe('cutting a query into stages', () => {
  test('cuts at pipes outside of filters, parentheses and strings only', () => {
    expect(splitQuery('{ name = "a|b" || .x = 1 } >> ({} | {}) | by(.k) | count() > 2').stages).toEqual([
      '{ name = "a|b" || .x = 1 } >> ({} | {})', 'by(.k)', 'count() > 2',
    ]);
  });

  test('keeps hints apart', () => {
    expect(splitQuery('{ } | select(name) with(most_recent=true)')).toEqual({
      stages: ['{ }', 'select(name)'], hints: 'with(most_recent=true)', metricsStage: -1,
    });
  });

  test('knows metrics queries by their function, not by attributes of that name', () => {
    expect(isMetricsQuery('{ } | rate() by (resource.service.name)')).toBe(true);
    expect(isMetricsQuery('({ status = error } | rate()) / ({ } | rate())')).toBe(true);
    expect(isMetricsQuery('{ span.rate > 1 && name = "rate()" }')).toBe(false);
  });

  test('the spanset part ends before the metrics function', () => {
    expect(spansetPart('{ status = error } | count() > 1 | rate() | topk(3) with(sample=true)')).toBe('{ status = error } | count() > 1');
  });
});

describe('adding to a query', () => {
  test('puts a stage before the hints', () => {
    expect(appendStage('{ } with(most_recent=true)', 'select(name)')).toBe('{ } | select(name) with(most_recent=true)');
  });

  test('a stage takes the place of metrics functions', () => {
    expect(appendStage('{ } | rate()', 'select(name)')).toBe('{ } | select(name)');
  });

  test('computes metrics over what a search finds', () => {
    expect(metricsOver('{ .a = 1 } | select(.b) with(most_recent=true)', 'count_over_time()')).toBe('{ .a = 1 } | select(.b) | count_over_time()');
  });
});
