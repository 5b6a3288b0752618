import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { fullAbout } from '../testing/about';
import { expectAccessible } from '../testing/axe';
import { fakeServer, json } from '../testing/fakeServer';
import { renderPage } from '../testing/renderPage';
import { busyStatus } from '../testing/status';
import { FirstRunGate } from './FirstRunGate';

const empty = { ...busyStatus, live: { spans: 0, traces: 0, bytes: 0 }, blocks: { count: 0, spans: 0, bytes: 0 }, ingest: { ...busyStatus.ingest, spansTotal: 0 } };
const about = json(fullAbout);
const explore = <FirstRunGate>Explore is here</FirstRunGate>;

describe('the first visit', () => {
  it('to a server with spans is Explore', async () => {
    const requests = fakeServer({ '/api/vivace/about': about, '/api/vivace/status': json(busyStatus) });
    renderPage(explore, '/explore');
    expect(screen.getByText('Explore is here')).toBeDefined();
    await waitFor(() => expect(requests.map(({ path }) => path)).toContain('/api/vivace/status'));
    expect(screen.getByText('Explore is here')).toBeDefined();
  });

  it('to an empty server shows how to send spans, with the real addresses', async () => {
    const user = userEvent.setup();
    fakeServer({ '/api/vivace/about': about, '/api/vivace/status': json(empty), '/api/search': json({ traces: [] }) });
    const view = renderPage(explore, '/explore');
    expect(await screen.findByRole('heading', { name: 'Send the first trace' })).toBeDefined();
    expect(screen.getByText('Waiting for the first trace. It opens here by itself.')).toBeDefined();
    expect(screen.getByText('http://localhost:4317')).toBeDefined();
    expect(screen.getByText('http://localhost:4318/v1/traces')).toBeDefined();
    await user.click(screen.getByRole('tab', { name: 'curl' }));
    await user.click(screen.getByRole('button', { name: 'Copy curl snippet' }));
    expect(await navigator.clipboard.readText()).toContain('curl -sS http://localhost:4318/v1/traces');
    await expectAccessible(view.container);
    await user.click(screen.getByRole('button', { name: 'Go to Explore' }));
    expect(screen.getByText('Explore is here')).toBeDefined();
  });

  it('opens the first trace by itself when it arrives', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      let traces: unknown[] = [];
      const requests = fakeServer({ '/api/vivace/about': about, '/api/vivace/status': json(empty), '/api/search': () => json({ traces }) });
      renderPage(explore, '/explore');
      await screen.findByRole('heading', { name: 'Send the first trace' });
      await act(() => vi.advanceTimersByTimeAsync(4_500));
      expect(requests.filter(({ path }) => path === '/api/search').length).toBeGreaterThan(1);
      expect(window.location.pathname).toBe('/explore');
      traces = [{ traceID: 'abc123', rootServiceName: 'shop', rootTraceName: 'GET /cart' }];
      await act(() => vi.advanceTimersByTimeAsync(2_500));
      expect(window.location.pathname).toBe(`/trace/${'0'.repeat(26)}abc123`);
    } finally {
      vi.useRealTimers();
    }
  });

  it('by a link with a query is Explore, without a question to the server', async () => {
    const requests = fakeServer({ '/api/vivace/about': about, '/api/vivace/status': json(empty) });
    renderPage(explore, '/explore?q=%7B%7D');
    expect(screen.getByText('Explore is here')).toBeDefined();
    await waitFor(() => expect(requests).toHaveLength(1));
    expect(requests.map(({ path }) => path)).toEqual(['/api/vivace/about']);
  });

  it('to a server whose status may not be read asks for a trace', async () => {
    fakeServer({ '/api/vivace/about': about, '/api/vivace/status': new Response('no', { status: 403 }), '/api/search': json({ traces: [] }) });
    renderPage(explore, '/explore');
    expect(await screen.findByRole('heading', { name: 'Send the first trace' })).toBeDefined();
  });

  it('to another Tempo asks for a trace of the last week', async () => {
    const requests = fakeServer({ '/api/search': json({ traces: [] }) });
    renderPage(explore, '/explore');
    expect(await screen.findByText(/does not say where it receives spans/)).toBeDefined();
    const { query } = requests.find(({ path }) => path === '/api/search')!;
    expect(Number(query.get('end')) - Number(query.get('start'))).toBe(604_800);
  });

  it('to the data of another server is Explore', async () => {
    const requests = fakeServer({ '/api/vivace/about': json({ ...fullAbout, features: [], dataSource: { url: 'http://tempo:3200' } }) });
    renderPage(explore, '/explore');
    await waitFor(() => expect(requests).toHaveLength(1));
    expect(screen.getByText('Explore is here')).toBeDefined();
    expect(requests.map(({ path }) => path)).toEqual(['/api/vivace/about']);
  });

  it('is Explore when the question cannot be answered', async () => {
    fakeServer({ '/api/vivace/about': about, '/api/vivace/status': new Response('no', { status: 500 }) });
    renderPage(explore, '/explore');
    await act(() => Promise.resolve());
    expect(screen.getByText('Explore is here')).toBeDefined();
  });
});
