import { act, render, screen } from '@testing-library/react';
import { Suspense } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useConnection } from '../api/connection';
import { fakeServer } from '../testing/fakeServer';
import { ErrorBoundary } from './ErrorBoundary';
import { lazyPart } from './lazyPart';
import { NewVersionBanner } from './NewVersionBanner';

const page = (script: string) => () => new Response(`<!doctype html><script type="module" src="/assets/${script}"></script>`);

beforeEach(() => {
  const script = document.createElement('script');
  script.type = 'module';
  script.setAttribute('src', '/assets/index-old.js');
  document.head.append(script);
  useConnection.setState({ state: 'ok' });
});

afterEach(() => document.head.replaceChildren());

async function outage() {
  act(() => useConnection.getState().lost());
  act(() => useConnection.getState().answered({ status: 200 }));
  await act(() => new Promise((resolve) => setTimeout(resolve, 0)));
}

describe('a new version of the page', () => {
  it('is told after an outage, with a way to load it', async () => {
    fakeServer({ '/': page('index-new.js') });
    render(<NewVersionBanner />);
    await outage();
    expect(await screen.findByText('The server has a new version of this page.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Reload' })).toBeDefined();
  });

  it('is not told when the page is the same, or the question fails', async () => {
    const requests = fakeServer({ '/': page('index-old.js') });
    const view = render(<NewVersionBanner />);
    await outage();
    expect(requests).toHaveLength(1);
    fakeServer({ '/': new Response('starting', { status: 503 }) });
    await outage();
    expect(view.container.childElementCount).toBe(0);
  });
});

describe('a part that cannot be fetched', () => {
  it('says so in its place and offers to load the page anew', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const Part = lazyPart<'Part', object>(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')), 'Part');
    render(
      <ErrorBoundary>
        <Suspense fallback="waiting">
          <Part />
        </Suspense>
      </ErrorBoundary>,
    );
    expect((await screen.findByRole('alert')).textContent).toContain('The server may have a newer version of the page by now.');
    expect(screen.getByRole('button', { name: 'Reload the page' })).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });
});
