import { act } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fullAbout } from '../testing/about';
import { fakeServer, json } from '../testing/fakeServer';
import { renderPage } from '../testing/renderPage';
import { busyStatus } from '../testing/status';
import { StatusPage } from './StatusPage';
// Parts that the page fetches when it needs them; here they are there at once.
import './queries/QueriesTab';
import './storage/StorageTab';
import './tenants/TenantsTab';

const path = '/api/vivace/status';

const emptyStorage = {
  tenants: [],
  compaction: { running: 0, backlogBlocks: 0, backlogBytes: 0, doneTotal: 0, bytesReadTotal: 0, bytesWrittenTotal: 0 },
  retention: { seconds: 1_209_600, deletedBlocksTotal: 0 },
  disk: { usedBytes: 0, freeBytes: 1e9, totalBytes: 2e9, bytesPerDay: null, daysUntilFull: null },
  log: { bytes: 0, segments: 1, oldestSeconds: 0 },
};

function open(address: string) {
  const requests = fakeServer({
    '/api/vivace/about': json({ ...fullAbout, features: [...fullAbout.features, 'storage', 'queries'] }),
    [path]: json(busyStatus),
    '/api/vivace/storage': json(emptyStorage),
    '/api/vivace/queries': json({ running: [], waiting: 0, slow: [] }),
  });
  const page = renderPage(<StatusPage />, address);
  return { page, asked: (what: string) => requests.filter((request) => request.path === what).length };
}

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

function show(state: 'visible' | 'hidden') {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  return act(async () => void window.dispatchEvent(new Event('visibilitychange')));
}

beforeEach(() => void vi.useFakeTimers());

afterEach(async () => {
  await show('visible');
  vi.useRealTimers();
});

describe('what the status page shows', () => {
  it('is asked for again every ten seconds', async () => {
    const { asked } = open('/status');
    await pass(1_000);
    expect(asked(path)).toBe(1);
    await pass(8_500);
    expect(asked(path)).toBe(1);
    await pass(1_000);
    expect(asked(path)).toBe(2);
    await pass(50_000);
    expect(asked(path)).toBe(7);
  });

  it('rests while nobody sees it, and is new as soon as somebody does', async () => {
    const { asked } = open('/status');
    await pass(11_000);
    expect(asked(path)).toBe(2);
    await show('hidden');
    await pass(600_000);
    expect(asked(path)).toBe(2);
    await show('visible');
    await pass(100);
    expect(asked(path)).toBe(3);
    await pass(10_500);
    expect(asked(path)).toBe(4);
  });

  it('is not asked for by another part, nor after the page was left', async () => {
    const { page, asked } = open('/status?tab=queries');
    await pass(60_000);
    expect(asked(path)).toBe(0);
    page.unmount();
    const overview = open('/status');
    await pass(1_000);
    overview.page.unmount();
    await pass(60_000);
    expect(overview.asked(path)).toBe(1);
  });

  it.each([
    ['storage', '/api/vivace/storage', 10],
    ['tenants', '/api/vivace/storage', 10],
    ['queries', '/api/vivace/queries', 3],
  ])('on the part %s is kept up to date, too', async (tab, what, seconds) => {
    const { asked } = open(`/status?tab=${tab}`);
    await pass(500);
    const before = asked(what);
    await pass(4 * seconds * 1_000);
    expect(asked(what) - before).toBe(4);
    await show('hidden');
    await pass(60_000);
    expect(asked(what) - before).toBe(4);
  });
});
