import { act, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useConnection } from '../api/connection';
import { useTenant } from '../api/tenant';
import { usePreferences } from '../settings/preferences';
import { fullAbout } from '../testing/about';
import { expectAccessible } from '../testing/axe';
import { fakeServer, json } from '../testing/fakeServer';
import { busyStatus } from '../testing/status';
import { App } from './App';
import { useLastExplore } from './exploreLink';
import { startShortcuts } from './shortcuts';
import { useToasts } from './toasts';

// The two large pages have tests of their own; here they only say that they are there.
vi.mock('../explore/ExplorePage', () => ({ ExplorePage: () => <h1>Explore is here</h1> }));
vi.mock('../trace/TracePage', () => ({
  TracePage: ({ traceId }: { traceId: string }) => {
    if (traceId.startsWith('dead')) throw new Error('a broken part');
    return <h1>Trace {traceId}</h1>;
  },
}));

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const answers = { '/api/vivace/about': json(fullAbout), '/api/vivace/status': json(busyStatus) };

function open(url: string) {
  window.history.replaceState(null, '', url);
  return render(<App />);
}

const address = () => window.location.pathname + window.location.search;
let stopShortcuts: () => void;

beforeEach(() => {
  usePreferences.getState().reset();
  useLastExplore.setState({ url: '' });
  useTenant.setState({ tenant: null });
  useConnection.setState({ state: 'ok' });
  useToasts.setState({ toasts: [] });
  stopShortcuts = startShortcuts();
});

afterEach(() => stopShortcuts());

describe('the addresses', () => {
  it('send the root to Explore with the range of the settings', async () => {
    fakeServer(answers);
    usePreferences.getState().change({ defaultFrom: 'now-3h' });
    open('/');
    await screen.findByText('Explore is here');
    expect(address()).toBe('/explore?from=now-3h');
  });

  it('that are unknown say so with a way on', async () => {
    fakeServer(answers);
    open('/nowhere');
    expect(await screen.findByText('There is no such page')).toBeDefined();
    expect(screen.getByRole('link', { name: 'Go to Explore' })).toBeDefined();
  });

  it('with parts that nobody understands open with a notice, which can be dismissed', async () => {
    const user = userEvent.setup();
    fakeServer(answers);
    open('/explore?colour=red&limit=many&q=%7B%7D');
    expect(await screen.findByText('Explore is here')).toBeDefined();
    const notice = screen.getByText(/Left out: colour, limit\./);
    await user.click(within(notice.closest('[role="status"]') as HTMLElement).getByRole('button', { name: 'Dismiss' }));
    expect(address()).toBe('/explore?q=%7B%7D');
  });

  it('of other makers open the trace', async () => {
    fakeServer(answers);
    open(`/trace/${ID}?uiFind=checkout`);
    expect(await screen.findByText(`Trace ${ID}`)).toBeDefined();
    expect(screen.queryByText(/not understood/)).toBeNull();
  });

  it('of a page that breaks show what broke, and the next page opens', async () => {
    const user = userEvent.setup();
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    fakeServer(answers);
    open('/trace/dead');
    expect((await screen.findByRole('alert')).textContent).toContain('a broken part');
    await user.click(screen.getByRole('link', { name: 'Status' }));
    expect(await screen.findByText('Spans received')).toBeDefined();
  });
});

describe('the header', () => {
  it('is accessible and marks open access', async () => {
    const user = userEvent.setup();
    fakeServer(answers);
    const view = open('/explore?q=%7B%7D');
    await screen.findByText('Explore is here');
    await expectAccessible(view.container);
    await user.click(await screen.findByRole('button', { name: 'Open access' }));
    expect(await screen.findByText(/everyone who reaches this address can read all traces/)).toBeDefined();
  });

  it('says nothing about access when the server is guarded or does not say', async () => {
    fakeServer({ '/api/vivace/about': json({ ...fullAbout, access: 'token' }) });
    open('/explore?q=%7B%7D');
    await screen.findByText('Explore is here');
    expect(screen.queryByText('Open access')).toBeNull();
  });

  it('opens a trace by a traceparent, at its span', async () => {
    const user = userEvent.setup();
    fakeServer(answers);
    open('/status');
    await user.type(screen.getByLabelText('Trace id'), `00-${ID}-00f067aa0ba902b7-01{Enter}`);
    expect(await screen.findByText(`Trace ${ID}`)).toBeDefined();
    expect(address()).toBe(`/trace/${ID}?span=00f067aa0ba902b7`);
  });

  it('says when a text is no trace id, and forgets that with the next key', async () => {
    const user = userEvent.setup();
    fakeServer(answers);
    open('/status');
    await user.type(screen.getByLabelText('Trace id'), 'checkout{Enter}');
    expect(screen.getByRole('alert').textContent).toContain('This is not a trace id.');
    await user.type(screen.getByLabelText('Trace id'), 'x');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(address()).toBe('/status');
  });

  it('offers to open what is pasted on Explore when it looks like an id', async () => {
    const user = userEvent.setup();
    fakeServer(answers);
    open('/explore?q=%7B%7D');
    await screen.findByText('Explore is here');
    await user.paste('deadbeef');
    expect(screen.queryByText(/looks like trace/)).toBeNull();
    await user.paste(` ${ID} `);
    await user.click(await screen.findByRole('button', { name: 'Open trace' }));
    expect(await screen.findByText(`Trace ${ID}`)).toBeDefined();
  });

  it('comes back from a trace to the search as it was', async () => {
    const user = userEvent.setup();
    fakeServer(answers);
    open('/explore?q=%7Bstatus%3Derror%7D&from=now-6h');
    await screen.findByText('Explore is here');
    await user.type(screen.getByLabelText('Trace id'), `${ID}{Enter}`);
    await screen.findByText(`Trace ${ID}`);
    await user.click(screen.getByRole('link', { name: 'Explore' }));
    expect(address()).toBe('/explore?q=%7Bstatus%3Derror%7D&from=now-6h');
  });
});

describe('the time range', () => {
  it('is there where the address has one', async () => {
    fakeServer(answers);
    open('/status');
    await screen.findByText('Spans received');
    expect(screen.queryByRole('group', { name: 'Time range' })).toBeNull();
  });

  it('changes by a quick range and keeps the rest of the address', async () => {
    const user = userEvent.setup();
    fakeServer(answers);
    open('/explore?q=%7B%7D&limit=50');
    await user.click(screen.getByRole('button', { name: /Time range: Last hour/ }));
    await user.click(await screen.findByRole('button', { name: 'Last 15 minutes' }));
    expect(address()).toBe('/explore?q=%7B%7D&from=now-15m&limit=50');
    await user.click(screen.getByRole('button', { name: /Time range: Last 15 minutes/ }));
    expect(within(await screen.findByRole('region', { name: 'Recent ranges' })).getByText('Last 15 minutes')).toBeDefined();
  });

  it('takes two instants in the chosen zone and prints the zone beside them', async () => {
    const user = userEvent.setup();
    fakeServer(answers);
    usePreferences.getState().change({ timeZone: 'Asia/Kolkata' });
    open('/explore?q=%7B%7D');
    await user.click(screen.getByRole('button', { name: /Time range/ }));
    const from = await screen.findByLabelText('From');
    const to = screen.getByLabelText('To');
    await user.clear(from);
    await user.type(from, '2026-11-22 10:00');
    await user.clear(to);
    await user.type(to, 'tomorrow');
    await user.click(screen.getByRole('button', { name: 'Apply range' }));
    expect(screen.getByRole('alert').textContent).toContain('2026-11-22 13:07:00');
    await user.clear(to);
    await user.type(to, '2026-11-22 09:00');
    await user.click(screen.getByRole('button', { name: 'Apply range' }));
    expect(screen.getByRole('alert').textContent).toBe('The end has to be later than the start.');
    await user.clear(to);
    await user.type(to, '2026-11-22 11:30');
    await user.click(screen.getByRole('button', { name: 'Apply range' }));
    expect(address()).toBe(`/explore?q=%7B%7D&from=${Date.parse('2026-11-22T04:30:00Z')}&to=${Date.parse('2026-11-22T06:00:00Z')}`);
    expect(screen.getByRole('button', { name: 'Time range: 2026-11-22 10:00:00 – 11:30:00 UTC+5:30' })).toBeDefined();
  });

  it('moves back by half its length', async () => {
    const user = userEvent.setup();
    fakeServer(answers);
    open('/explore?q=%7B%7D&from=1000000000&to=1000060000');
    await user.click(screen.getByRole('button', { name: 'Earlier, by half the range' }));
    expect(address()).toBe('/explore?q=%7B%7D&from=999970000&to=1000030000');
    await user.click(screen.getByRole('button', { name: 'Zoom out to twice the range' }));
    expect(address()).toBe('/explore?q=%7B%7D&from=999940000&to=1000060000');
  });

  it('is shared live, or pinned to what it means now', async () => {
    const user = userEvent.setup();
    fakeServer(answers);
    open('/explore?q=%7B%7D&from=now-1h');
    await user.click(screen.getByRole('button', { name: 'Share this view' }));
    await user.click(await screen.findByRole('menuitem', { name: /pinned link/ }));
    const copied = new URL(await navigator.clipboard.readText());
    expect(Number(copied.searchParams.get('to')) - Number(copied.searchParams.get('from'))).toBe(3_600_000);
    expect(await screen.findByText('Link copied.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Share this view' }));
    await user.click(await screen.findByRole('menuitem', { name: /live link/ }));
    expect(await navigator.clipboard.readText()).toBe(window.location.href);
  });
});

describe('tenants', () => {
  const tenants = { ...fullAbout, multitenancy: true, tenants: ['shop', 'billing'] };

  it('are chosen by the address, and every request names them', async () => {
    const requests = fakeServer({ ...answers, '/api/vivace/about': json(tenants) });
    open('/status?tenant=billing');
    await screen.findByText('Spans received');
    const status = requests.find(({ path }) => path === '/api/vivace/status');
    expect(status?.headers.get('X-Scope-OrgID')).toBe('billing');
  });

  it('come into the address by themselves and change by the menu', async () => {
    const user = userEvent.setup();
    const requests = fakeServer({ ...answers, '/api/vivace/about': json(tenants) });
    open('/status');
    await screen.findByText('Spans received');
    expect(address()).toBe('/status?tenant=shop');
    await user.click(screen.getByRole('button', { name: 'Tenant: shop' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'billing' }));
    expect(address()).toBe('/status?tenant=billing');
    await waitFor(() => expect(requests.at(-1)?.headers.get('X-Scope-OrgID')).toBe('billing'));
  });

  it('are not spoken of when there is only one', async () => {
    const requests = fakeServer({ ...answers, '/api/vivace/about': json({ ...tenants, tenants: ['shop'] }) });
    open('/status');
    await screen.findByText('Spans received');
    expect(address()).toBe('/status');
    expect(screen.queryByRole('button', { name: /Tenant/ })).toBeNull();
    expect(requests.at(-1)?.headers.get('X-Scope-OrgID')).toBe('shop');
  });
});

describe('the keyboard', () => {
  it('lists its shortcuts, switches them off there, and goes to pages', async () => {
    const user = userEvent.setup();
    fakeServer(answers);
    open('/explore?q=%7B%7D');
    await screen.findByText('Explore is here');
    await user.keyboard('?');
    const dialog = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(within(dialog).getByText('Critical path on or off')).toBeDefined();
    await user.click(within(dialog).getByRole('checkbox'));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.keyboard('ga');
    expect(address()).toBe('/explore?q=%7B%7D');
    act(() => usePreferences.getState().change({ shortcuts: true }));
    await user.keyboard('ga');
    expect(address()).toBe('/status');
  });

  it('finds pages, services and queries in the palette', async () => {
    const user = userEvent.setup();
    fakeServer({ ...answers, '/api/v2/search/tag/resource.service.name/values': json({ tagValues: [{ type: 'string', value: 'checkout "eu"' }] }) });
    open('/status');
    await user.keyboard('{Control>}k{/Control}');
    const box = await screen.findByRole('combobox', { name: 'Find or go to' });
    await expectAccessible(document.body);
    await user.type(box, 'check');
    const option = await screen.findByRole('option', { name: /checkout/ });
    expect(option.getAttribute('aria-selected')).toBe('true');
    await user.keyboard('{Enter}');
    expect(address()).toBe(`/explore?q=${encodeURIComponent('{ resource.service.name = "checkout \\"eu\\"" }').replaceAll('%20', '+')}`);
    await waitFor(() => expect(screen.queryByRole('combobox', { name: 'Find or go to' })).toBeNull());
  });
});

describe('a server that is gone', () => {
  it('shows a banner, asks again with growing waits, and refreshes when it is back', async () => {
    fakeServer(answers);
    open('/status');
    await screen.findByText('Spans received');
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const attempts = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')));
      vi.stubGlobal('fetch', attempts);
      act(() => useConnection.getState().lost());
      expect(screen.getByText('The server does not answer.')).toBeDefined();
      const pass = async (seconds: number) => {
        // React renders between the steps, so each wait starts when the one before is over.
        for (let second = 0; second < seconds; second++) await act(() => vi.advanceTimersByTimeAsync(1_000));
      };
      await pass(7);
      // After 1, 3 and 7 seconds; the page's own refresh may add to it.
      expect(attempts.mock.calls.length).toBeGreaterThanOrEqual(3);
      expect(screen.getByText('Spans received')).toBeDefined();
      const requests = fakeServer(answers);
      await pass(8);
      expect(screen.queryByText('The server does not answer.')).toBeNull();
      expect(requests.some(({ path }) => path === '/api/vivace/status')).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });
});
