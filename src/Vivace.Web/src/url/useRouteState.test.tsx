import { act, renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { exploreCodec } from './exploreRoute';
import { useRouteState } from './useRouteState';

const open = (url: string) => {
  window.history.replaceState(null, '', url);
  return renderHook(() => useRouteState(exploreCodec));
};

describe('the state of a route', () => {
  it('keeps percent signs and braces within a query as they are', () => {
    const query = '{ span.http.url = "100%25 {a}&b" }';
    const { result } = open('/explore');
    act(() => result.current.change({ q: query }, 'push'));
    expect(result.current.state.q).toBe(query);
    expect(new URLSearchParams(window.location.search).get('q')).toBe(query);
  });

  it('takes changes made one after another within one event', () => {
    const { result } = open('/explore?limit=50');
    act(() => {
      result.current.change({ q: '{}' }, 'replace');
      result.current.change({ sort: 'duration' }, 'replace');
    });
    expect(result.current.state).toMatchObject({ q: '{}', sort: 'duration', limit: 50 });
  });

  it('pushes a history entry for navigation and replaces it for typing', () => {
    const { result } = open('/explore');
    const before = window.history.length;
    act(() => result.current.change({ q: '{' }, 'replace'));
    expect(window.history.length).toBe(before);
    act(() => result.current.change({ q: '{}' }, 'push'));
    expect(window.history.length).toBe(before + 1);
  });
});
