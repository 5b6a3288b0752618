import { describe, expect, test } from 'vitest';
import { findInHistory, historyLength, loadHistory, remember, saveHistory, type HistoryEntry } from './queryHistory';

const entry = (query: string, ranAtMs = 1): HistoryEntry => ({ query, from: 'now-1h', to: 'now', ranAtMs });

function memoryStorage(text?: string): Storage {
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? text ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
  return storage as unknown as Storage;
}

describe('the history of queries', () => {
  test('has the last run first and a repeated query once', () => {
    const history = remember(remember([entry('{ .a = 1 }', 1), entry('{ }', 0)], entry('{ }', 2)), entry('{ .b = 1 }', 3));
    expect(history.map((item) => [item.query, item.ranAtMs])).toEqual([['{ .b = 1 }', 3], ['{ }', 2], ['{ .a = 1 }', 1]]);
  });

  test('keeps a hundred', () => {
    let history: HistoryEntry[] = [];
    for (let i = 0; i < 130; i += 1) history = remember(history, entry(`{ .a = ${i} }`, i));
    expect(history).toHaveLength(historyLength);
    expect(history[0]!.query).toBe('{ .a = 129 }');
  });

  test('finds entries by all words, in any case', () => {
    expect(findInHistory([entry('{ name = "Pay" }'), entry('{ name = "x" }')], 'PAY name')).toHaveLength(1);
  });

  test('comes back from the storage as it was', () => {
    const storage = memoryStorage();
    saveHistory(storage, [entry('{ "x" }')]);
    expect(loadHistory(storage)).toEqual([entry('{ "x" }')]);
  });

  test.each(['{', '{"a":1}', '[{"query":1},null,5,{"query":"q","from":"a"}]'])('damaged storage %s is an empty history', (text) => {
    expect(loadHistory(memoryStorage(text))).toEqual([]);
  });
});
