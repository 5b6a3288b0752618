import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { absolute } from '../time/ranges';
import { useExploreQuery } from './useExploreQuery';

const address = () => new URLSearchParams(window.location.search);

function open(url: string) {
  window.history.replaceState(null, '', url);
  return renderHook(() => useExploreQuery());
}

async function goBack(): Promise<void> {
  const left = new Promise((resolve) => {
    window.addEventListener('popstate', resolve, { once: true });
  });
  window.history.back();
  await act(() => left);
}

test('typing stays in the address without a new entry; the query that ran stays until Run', async () => {
  const { result } = open('/explore?q=one');
  const entries = window.history.length;
  act(() => result.current.setDraft('two'));
  await waitFor(() => expect(address().get('q')).toBe('two'));
  expect([window.history.length, result.current.draft, result.current.committed]).toEqual([entries, 'two', 'one']);
});

test('Back after Run brings the query before, not what was typed over it', async () => {
  const { result } = open('/explore?q=one');
  act(() => result.current.setDraft('two'));
  await waitFor(() => expect(address().get('q')).toBe('two'));
  act(() => result.current.run());
  expect(result.current.committed).toBe('two');
  await goBack();
  await waitFor(() => expect([result.current.draft, result.current.committed, address().get('q')]).toEqual(['one', 'one', 'one']));
});

test('running the same query again adds no entry but counts', () => {
  const { result } = open('/explore?q=one');
  const entries = window.history.length;
  act(() => result.current.run());
  expect([window.history.length, result.current.runCount]).toEqual([entries, 1]);
});

test('another range runs what is typed, at once', () => {
  const { result } = open('/explore?q=one');
  act(() => result.current.setDraft('two'));
  act(() => result.current.change({ from: absolute(5) }, 'push'));
  expect([result.current.committed, address().get('q'), address().get('from')]).toEqual(['two', 'two', '5']);
});

test('Back to another range forgets what was typed and not run', async () => {
  const { result } = open('/explore?q=one');
  act(() => result.current.run('two', { from: absolute(5) }));
  act(() => result.current.setDraft('three'));
  await goBack();
  await waitFor(() => expect([result.current.draft, result.current.committed]).toEqual(['one', 'one']));
  expect(address().get('q')).toBe('one');
});
