import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { usePreferences } from '../settings/preferences';
import { fullAbout } from '../testing/about';
import { expectAccessible } from '../testing/axe';
import { fakeServer, json, type FakeRequest } from '../testing/fakeServer';
import { renderPage } from '../testing/renderPage';
import { busyStatus } from '../testing/status';
import { StatusPage } from './StatusPage';

const storage = {
  tenants: [
    {
      tenant: 'shop', blocks: 7, spans: 1_000_000, bytes: 40_700_000, oldestUnixNano: '1700000000000000000', newestUnixNano: '1700086400000000000',
      levels: [{ level: 0, blocks: 5, spans: 400_000, bytes: 20_000_000, oldestUnixNano: '1700080000000000000', newestUnixNano: '1700086400000000000' }, { level: 1, blocks: 2, spans: 600_000, bytes: 20_700_000 }],
      ingest: { spansPerSecond: 410, bytesPerSecond: 120_000, spansTotal: 1_001_200, bytesTotal: 300_000_000, refusedTotal: 7 },
      live: { spans: 1_200, traces: 90, bytes: 240_000 },
      limits: [{ name: 'vivace.limits.live_traces', limit: 100, used: 90 }, { name: 'vivace.limits.bytes', limit: 0, used: 5 }],
      topServices: [{ name: 'checkout', spans: 600_000 }, { name: 'stock', spans: 300_000 }],
    },
  ],
  compaction: { running: 1, backlogBlocks: 4, backlogBytes: 2_000_000, doneTotal: 12, bytesReadTotal: 90_000_000, bytesWrittenTotal: 70_000_000 },
  retention: { seconds: 1_209_600, deletedBlocksTotal: 3 },
  disk: { usedBytes: 50_000_000, freeBytes: 1_000_000_000, totalBytes: 2_000_000_000, bytesPerDay: 200_000_000, daysUntilFull: 5.2 },
  log: { bytes: 8_000_000, segments: 2, oldestSeconds: 40 },
};
const block = { id: '0b1e0000-aaaa-bbbb-cccc-000000000001', tenant: 'shop', level: 0, spans: 80_000, traces: 9_000, bytes: 4_000_000, startUnixNano: '1700000000000000000', endUnixNano: '1700003600000000000', createdUnixNano: '1700003700000000000', rowGroups: 2 };
const queries = {
  running: [{ id: 'q-1', kind: 'search', query: '{ status = error }', tenant: 'shop', startedUnixNano: '1700000000000000000', elapsedMs: 4_200, inspectedBytes: 1_500_000, client: '10.0.0.7' }],
  waiting: 2,
  slow: [{ kind: 'metrics', query: '{} | rate()', tenant: 'shop', startedUnixNano: '1700000000000000000', elapsedMs: 61_000, inspectedBytes: '9000000', inspectedSpans: '1000000', status: 'timeout' }],
};
const settings = [
  { name: 'vivace.storage.retention', value: '72h', default: '336h', isDefault: false, secret: false, description: 'How long blocks are kept.', limit: false, hits: 0 },
  { name: 'vivace.search.max_limit', value: '100', default: '100', isDefault: true, secret: false, description: 'Most traces of a search.', limit: true, hits: 3 },
  { name: 'vivace.auth.token', value: '***', default: '', isDefault: false, secret: true, description: '', limit: false, hits: 0 },
  { name: 'server.http_listen_port', value: '3200', default: '3200', isDefault: true, secret: false, description: '', limit: false, hits: 0 },
];

function serve(answers: Parameters<typeof fakeServer>[0] = {}): FakeRequest[] {
  return fakeServer({
    '/api/vivace/about': json({ ...fullAbout, features: [...fullAbout.features, 'storage', 'queries', 'settings'] }),
    '/api/vivace/status': json(busyStatus),
    '/api/vivace/storage': json(storage),
    '/api/vivace/storage/blocks': (request) => json(request.query.get('after') === null ? { blocks: [block], next: 'more' } : { blocks: [{ ...block, id: '0b1e0000-dddd' }], next: null }),
    [`/api/vivace/storage/blocks/${block.id}`]: json({ ...block, columns: [{ name: 'span.http.route', bytes: 1_000_000, table: 'spans', type: 'text', values: 500, encoding: 'dictionary' }, { name: 'start', bytes: 2_000_000, table: 'spans', type: null, values: 80_000, encoding: 'delta-frames' }] }),
    '/api/vivace/queries': json(queries),
    '/api/vivace/queries/q-1/cancel': new Response(null, { status: 204 }),
    '/api/vivace/settings': json({ settings }),
    ...answers,
  });
}

beforeEach(() => usePreferences.getState().change({ timeZone: 'UTC' }));

describe('the parts of the status', () => {
  it('are those that the server has', async () => {
    const user = userEvent.setup();
    serve();
    const whole = renderPage(<StatusPage />, '/status');
    await user.click(await screen.findByRole('tab', { name: 'Queries' }));
    expect(window.location.search).toBe('?tab=queries');
    whole.unmount();
    serve({ '/api/vivace/about': json({ ...fullAbout, features: ['status'] }) });
    renderPage(<StatusPage />, '/status?tab=storage');
    expect(await screen.findByRole('region', { name: 'Spans received' })).toBeTruthy();
    expect(screen.queryByRole('tab', { name: 'Storage' })).toBeNull();
  });
});

describe('the storage', () => {
  it('says when the disk is full, what waits and what lies in each level', async () => {
    serve();
    const view = renderPage(<StatusPage />, '/status?tab=storage');
    expect((await screen.findByRole('region', { name: 'Disk used' })).textContent).toContain('Full in5 days');
    expect(screen.getByRole('region', { name: 'Merging now' }).textContent).toContain('4 blocks, 1.91 MiB');
    const rows = within(screen.getByRole('group', { name: 'Blocks by tenant and level' })).getAllByRole('row').slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      'shop05400,00019.1 MiB50.02023-11-15 20:26:40 UTC2023-11-15 22:13:20 UTCShow',
      'shop12600,00019.7 MiB34.52023-11-14 22:13:20 UTC2023-11-15 22:13:20 UTCShow',
    ]);
    await expectAccessible(view.container);
  });

  it('shows the blocks of a level page by page, and the columns of one, largest first', async () => {
    const user = userEvent.setup();
    const requests = serve();
    renderPage(<StatusPage />, '/status?tab=storage');
    await user.click(await screen.findByRole('button', { name: 'Show blocks of shop, level 0' }));
    await user.click(await screen.findByRole('button', { name: 'Show more' }));
    expect(await screen.findByRole('button', { name: 'Block 0b1e0000-dddd' })).toBeTruthy();
    expect(requests.filter(({ path }) => path.endsWith('/blocks')).map(({ query }) => [query.get('level'), query.get('after')])).toEqual([['0', null], ['0', 'more']]);
    await user.click(screen.getByRole('button', { name: `Block ${block.id}` }));
    const columns = await screen.findByRole('group', { name: 'Columns' });
    expect(within(columns).getAllByRole('rowheader').map((cell) => cell.textContent)).toEqual(['start', 'span.http.route']);
    await expectAccessible(document.body);
  });
});

describe('the tenants', () => {
  it.each([
    [50_000, '48.8 KiB/s of 195 KiB/s', '25%', false],
    [160_000, '156 KiB/s of 195 KiB/s, nearly used up', '80%', true],
    [300_000, '293 KiB/s of 195 KiB/s, used up', '100%', true],
  ])('show what is used of the rate that they may send at: %i bytes a second', async (used, text, width, isNear) => {
    const name = 'overrides.defaults.ingestion.rate_limit_bytes';
    const [tenant] = storage.tenants;
    serve({ '/api/vivace/storage': json({ ...storage, tenants: [{ ...tenant, limits: [{ name, limit: 200_000, used }] }] }) });
    renderPage(<StatusPage />, '/status?tab=tenants&tenant=shop');
    const label = await screen.findByRole('link', { name: 'Bytes received a second' });
    expect(label.getAttribute('href')).toBe(`/status?tab=settings&find=${name}&tenant=shop`);
    const value = screen.getByText(text);
    expect(value.title).toBe(`${used.toLocaleString('en')} of 200,000 bytes a second`);
    const bar = value.parentElement!;
    expect(bar.dataset.near).toBe(isNear ? 'true' : undefined);
    expect(bar.querySelector<HTMLElement>('[style]')!.style.width).toBe(width);
  });

  it('show what is nearly used up, in words too', async () => {
    serve();
    const view = renderPage(<StatusPage />, '/status?tab=tenants');
    const card = await screen.findByRole('region', { name: 'Tenant shop' });
    expect(within(card).getByText('90 of 100, nearly used up')).toBeTruthy();
    expect(within(card).getByText('5 B, no limit')).toBeTruthy();
    expect(within(card).getByText('live_traces').getAttribute('href')).toBe('/status?tab=settings&find=vivace.limits.live_traces');
    expect(card.textContent).toContain('checkout600k');
    expect(card.textContent).toContain('Sends410/s, 117 KiB/sSince the start1,001,200 spans, 7 refused');
    await expectAccessible(view.container);
  });
});

describe('the attributes of a tenant', () => {
  const attribute = { scope: 'span', name: 'http.route', type: 'text', bytes: 90_000, liveBytes: 0, values: 5_000, distinct: 12, distinctKind: 'exact' };
  const survey = {
    tenant: 'shop', blocks: 7, totalBlocks: 7, spans: 1_000_000, totalSpans: 1_000_000, partial: false, message: null, total: 3,
    attributes: [
      attribute,
      { ...attribute, scope: 'resource', name: 'pod name', bytes: 40_000, distinct: 48, distinctKind: 'atLeast' },
      { ...attribute, name: 'user.id', type: 'integer', bytes: 20_000, distinct: 1_234_567, distinctKind: 'estimate' },
    ],
  };
  const about = { ...fullAbout, features: [...fullAbout.features, 'storage', 'storage-attributes'] };
  const names = () => within(screen.getByRole('group', { name: 'Top attributes' })).getAllByRole('rowheader').map((cell) => cell.textContent);

  it('are listed by bytes and by different values, and lead to their breakdown', async () => {
    const user = userEvent.setup();
    const requests = serve({ '/api/vivace/about': json(about), '/api/vivace/storage/attributes': json(survey) });
    const view = renderPage(<StatusPage />, '/status?tab=tenants');
    await screen.findByRole('group', { name: 'Top attributes' });
    expect(requests.find(({ path }) => path.endsWith('/attributes'))?.query.get('tenant')).toBe('shop');
    expect(names()).toEqual(['span.http.routetext', 'resource."pod name"text', 'span.user.idinteger']);
    expect(screen.getByRole('link', { name: 'resource."pod name"' }).getAttribute('href')).toBe('/drilldown?signal=all&group=resource.%22pod+name%22');
    await user.click(screen.getByRole('button', { name: 'By different values' }));
    expect(names()).toEqual(['span.user.idinteger', 'resource."pod name"text', 'span.http.routetext']);
    for (const text of ['≈ 1,230,000', '≥ 48', '12', '≈ 39.1 KiB']) expect(screen.getByText(text)).toBeTruthy();
    await expectAccessible(view.container);
  });

  it('say what was not counted, wait to be asked for when there are several tenants, and can be asked for again', async () => {
    const user = userEvent.setup();
    let answer = json({ error: 'no' }, { status: 503 });
    serve({
      '/api/vivace/about': json(about),
      '/api/vivace/storage': json({ ...storage, tenants: [storage.tenants[0], { ...storage.tenants[0], tenant: 'bank' }] }),
      '/api/vivace/storage/attributes': () => answer.clone(),
    });
    renderPage(<StatusPage />, '/status?tab=tenants');
    const card = within(await screen.findByRole('region', { name: 'Tenant bank' }));
    await user.click(card.getByRole('button', { name: 'Count the attributes' }));
    await card.findByText('The attributes could not be counted.');
    answer = json({ ...survey, spans: 10, blocks: 1, partial: true, message: '10 of 1,000,000 spans were counted' });
    await user.click(card.getByRole('button', { name: 'Try again' }));
    expect(await card.findByText('10 of 1,000,000 spans were counted.')).toBeTruthy();
    expect(card.getByText('3 attributes of 10 spans, in 1 of 7 blocks and in live data.')).toBeTruthy();
    answer = json({ ...survey, spans: 0, attributes: [] });
    await user.click(card.getByRole('button', { name: 'Count again' }));
    expect(await card.findByText('No span is stored.')).toBeTruthy();
  });
});

describe('the queries', () => {
  it('are cancelled after a question', async () => {
    const user = userEvent.setup();
    const requests = serve();
    const view = renderPage(<StatusPage />, '/status?tab=queries');
    await user.click(await screen.findByRole('button', { name: 'Cancel { status = error }' }));
    expect(requests.some(({ method }) => method === 'POST')).toBe(false);
    await user.click(within(screen.getByRole('dialog', { name: 'Cancel this query?' })).getByRole('button', { name: 'Cancel the query' }));
    await waitFor(() => expect(requests.find(({ method }) => method === 'POST')?.path).toBe('/api/vivace/queries/q-1/cancel'));
    expect(screen.getByRole('region', { name: 'Slow queries' }).textContent).toContain('ran out of time');
    expect(screen.getByText(', 2 waiting for their turn')).toBeTruthy();
    await expectAccessible(view.container);
  });

  it('that ended meanwhile are no error, others that could not be cancelled are', async () => {
    const user = userEvent.setup();
    let status = 404;
    serve({ '/api/vivace/queries/q-1/cancel': () => new Response('no', { status }) });
    renderPage(<StatusPage />, '/status?tab=queries');
    const cancel = async () => {
      await user.click(await screen.findByRole('button', { name: 'Cancel { status = error }' }));
      await user.click(screen.getByRole('button', { name: 'Cancel the query' }));
    };
    await cancel();
    expect(screen.queryByText('The query was not cancelled.')).toBeNull();
    status = 403;
    await cancel();
    expect(await screen.findByText('The query was not cancelled.')).toBeTruthy();
  });
});

describe('the settings of the server', () => {
  it('stand with their defaults; limits that cut something lead to themselves', async () => {
    const user = userEvent.setup();
    serve();
    const view = renderPage(<StatusPage />, '/status?tab=settings');
    const list = await screen.findByRole('region', { name: 'Settings of the server' });
    const names = () => within(list).getAllByRole('term').map((term) => term.textContent);
    expect(names()).toEqual(['vivace.search.max_limitMost traces of a search.', 'vivace.auth.token', 'vivace.storage.retentionHow long blocks are kept.', 'server.http_listen_port']);
    expect(list.textContent).toContain('72hdefault: 336h');
    expect(list.textContent).toContain('***not showndefault: not shown');
    await user.click(screen.getByRole('checkbox'));
    expect(names()).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: 'vivace.search.max_limit' }));
    expect(names()).toEqual(['vivace.search.max_limitMost traces of a search.']);
    await expectAccessible(view.container);
  });
});
