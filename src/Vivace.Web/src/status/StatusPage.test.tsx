import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { usePreferences } from '../settings/preferences';
import { fullAbout } from '../testing/about';
import { expectAccessible } from '../testing/axe';
import { fakeServer, json } from '../testing/fakeServer';
import { renderPage } from '../testing/renderPage';
import { busyStatus } from '../testing/status';
import { StatusPage } from './StatusPage';

const about = { '/api/vivace/about': json(fullAbout) };

describe('the status page', () => {
  it('shows load, storage, memory, refusals and errors', async () => {
    usePreferences.getState().change({ timeZone: 'UTC' });
    fakeServer({ ...about, '/api/vivace/status': json(busyStatus) });
    const view = renderPage(<StatusPage />, '/status');
    const ingest = await screen.findByRole('region', { name: 'Spans received' });
    expect(ingest.textContent).toContain('1.23k/s');
    expect(ingest.textContent).toContain('Bytes446 KiB/s');
    expect(ingest.textContent).toContain('Refused since start1,234');
    expect(screen.getByRole('img', { name: 'Spans received: 1.23k/s now, at most 1.5k/s' })).toBeDefined();
    expect(screen.getByRole('region', { name: 'Queries' }).textContent).toContain('99 of 100 within340 ms');
    expect(screen.getByRole('region', { name: 'Memory' }).textContent).toContain('700 MiB');
    const stored = screen.getByRole('region', { name: 'Stored' }).textContent;
    expect(stored).toContain('Log64 MiB in 3 segments');
    expect(stored).toContain('Oldest in the log5m 12s');
    const rows = within(screen.getByRole('region', { name: 'Refused spans' })).getAllByRole('row');
    expect(rows.map((row) => row.textContent)).toEqual(['ReasonSpans since start', 'rate_limited1,200', 'trace_too_large34']);
    expect(screen.getByRole('region', { name: 'Last errors' }).textContent).toBe('Last errors2026-11-22 13:09:50 UTCBlock 3f2a set aside: region 7 fails its checksum');
    expect(screen.getByText('1d 2h')).toBeDefined();
    await expectAccessible(view.container);
  });

  it('shows the last hour or the last day, and says where there is no history', async () => {
    const user = userEvent.setup();
    fakeServer({ ...about, '/api/vivace/status': json(busyStatus) });
    renderPage(<StatusPage />, '/status');
    await user.click(await screen.findByRole('button', { name: 'Last 24 hours' }));
    expect(window.location.search).toBe('?history=day');
    expect(screen.getByRole('img', { name: 'Spans received: 9k/s now, at most 9k/s' })).toBeDefined();
    expect(within(screen.getByRole('region', { name: 'Memory' })).getByText('No history yet.')).toBeDefined();
  });

  it('of a server that is not ready says why', async () => {
    const health = { ready: false, reasons: ['The log is being replayed.'] };
    fakeServer({ ...about, '/api/vivace/status': json({ ...busyStatus, health, errors: [], ingest: { ...busyStatus.ingest, refused: [] } }) });
    renderPage(<StatusPage />, '/status');
    expect(await screen.findByText('Not ready')).toBeDefined();
    expect(screen.getByText(/The log is being replayed\./)).toBeDefined();
    expect(screen.getByText('No errors since the server started.')).toBeDefined();
    expect(screen.queryByRole('region', { name: 'Refused spans' })).toBeNull();
  });

  it('sends a test trace and links to it', async () => {
    const user = userEvent.setup();
    const requests = fakeServer({ ...about, '/api/vivace/status': json(busyStatus), '/api/vivace/test-trace': json({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736' }) });
    renderPage(<StatusPage />, '/status');
    await user.click(await screen.findByRole('button', { name: 'Send a test trace' }));
    const link = await screen.findByRole('link', { name: 'Open the test trace' });
    expect(link.getAttribute('href')).toBe('/trace/4bf92f3577b34da6a3ce929d0e0e4736');
    expect(requests.find(({ path }) => path === '/api/vivace/test-trace')?.method).toBe('POST');
  });

  it('says why a test trace was not stored', async () => {
    const user = userEvent.setup();
    fakeServer({ ...about, '/api/vivace/status': json(busyStatus), '/api/vivace/test-trace': new Response('ingest is off', { status: 503 }) });
    renderPage(<StatusPage />, '/status');
    await user.click(await screen.findByRole('button', { name: 'Send a test trace' }));
    expect((await screen.findByRole('alert')).textContent).toContain('ingest is off');
  });

  it('that may not be read says so, and the ways to send stay', async () => {
    fakeServer({ ...about, '/api/vivace/status': new Response('no', { status: 403, headers: { 'X-Request-Id': 'r-1' } }) });
    renderPage(<StatusPage />, '/status');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('You are not allowed to see this');
    expect(alert.textContent).toContain('r-1');
    expect(screen.getByRole('region', { name: 'Send traces' })).toBeDefined();
  });

  it('of another Tempo shows its version and what the page lacks there', async () => {
    fakeServer({ '/api/status/buildinfo': json({ version: '2.9.0' }) });
    const view = renderPage(<StatusPage />, '/status');
    expect(await screen.findByText('2.9.0')).toBeDefined();
    expect(screen.getByText("This server answers Tempo's requests only.")).toBeDefined();
    expect(screen.getByText(/Searches do not stream/)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Send a test trace' })).toBeNull();
    await expectAccessible(view.container);
  });

  it('of a page that shows the data of another server names it and does not offer the wrong addresses', async () => {
    fakeServer({
      '/api/vivace/about': json({ ...fullAbout, features: [], dataSource: { url: 'http://tempo:3200' } }),
      '/api/status/buildinfo': json({ version: '2.9.0' }),
    });
    renderPage(<StatusPage />, '/status');
    expect(await screen.findByText('This page shows the data of http://tempo:3200.')).toBeDefined();
    expect(screen.queryByRole('tab')).toBeNull();
  });

  it('keeps the last numbers when a refresh fails', async () => {
    let broken = false;
    fakeServer({ ...about, '/api/vivace/status': () => (broken ? new Response('disk is full', { status: 500 }) : json(busyStatus)) });
    const { queryClient } = renderPage(<StatusPage />, '/status');
    await screen.findByRole('region', { name: 'Spans received' });
    broken = true;
    await queryClient.refetchQueries({ queryKey: ['status'] });
    await waitFor(() => expect(screen.getByText(/disk is full/)).toBeDefined());
    expect(screen.getByText('These numbers are old.')).toBeDefined();
    expect(screen.getByRole('region', { name: 'Spans received' })).toBeDefined();
  });
});
