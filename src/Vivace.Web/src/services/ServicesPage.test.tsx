import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { usePins } from '../graph/pins';
import { fullAbout } from '../testing/about';
import { expectAccessible } from '../testing/axe';
import { fakeServer, json, type FakeRequest } from '../testing/fakeServer';
import { renderPage } from '../testing/renderPage';
import { ServicesPage } from './ServicesPage';
import { shopGraphAnswer } from './testing/shopGraph';

const graphPath = '/api/vivace/service-graph';
const common = {
  '/api/vivace/about': json(fullAbout),
  '/api/metrics/query': json({ series: [] }),
  '/api/metrics/query_range': json({ series: [] }),
};

function serve(answers: Parameters<typeof fakeServer>[0] = {}): FakeRequest[] {
  return fakeServer({ ...common, [graphPath]: json(shopGraphAnswer), ...answers });
}

const node = (name: string) => screen.findByRole('button', { name: new RegExp(`^${name}`) });
const queryOf = (link: Element) => new URL(link.getAttribute('href')!, 'http://page.test').searchParams.get('q');
const parameter = (name: string) => new URLSearchParams(window.location.search).get(name);

beforeEach(() => {
  usePins.setState({ pinned: {} });
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 1_000, 600));
});

describe('the graph', () => {
  it('has a node for each service and what it says is read out', async () => {
    serve();
    const view = renderPage(<ServicesPage />, '/services');
    expect((await node('payments')).getAttribute('aria-label')).toBe('payments of shop, service, 1/s, 1 % errors, p95 160 ms, calls 2, called by 1');
    expect((await node('orders-db')).getAttribute('aria-label')).toContain('postgresql, 4/s');
    await expectAccessible(view.container);
  });

  it('is walked by the arrow keys and opened by Enter', async () => {
    const user = userEvent.setup();
    serve();
    renderPage(<ServicesPage />, '/services');
    (await node('frontend')).focus();
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(await node('payments'));
    await user.keyboard('{Enter}');
    expect(parameter('sel')).toBe('service:shop/payments');
    const panel = screen.getByRole('complementary', { name: 'payments' });
    expect(queryOf(within(panel).getByRole('link', { name: 'Traces of frontend calling payments' }))).toContain(' > ');
    await user.keyboard('{Escape}');
    expect(parameter('sel')).toBeNull();
  });

  it('leads from an edge to its pairs of spans', async () => {
    serve();
    const view = renderPage(<ServicesPage />, '/services');
    await node('payments');
    const edge = view.container.querySelector('[data-edge="service:shop/frontend > service:shop/payments"]')!;
    expect(queryOf(edge)).toBe(
      '{ resource.service.name = "frontend" && resource.service.namespace = "shop" } > { resource.service.name = "payments" && resource.service.namespace = "shop" }',
    );
  });

  it('is drawn around a service that was typed', async () => {
    const user = userEvent.setup();
    serve();
    renderPage(<ServicesPage />, '/services');
    await node('payments');
    await user.type(screen.getByRole('combobox', { name: 'Focus on a service' }), 'mail{Enter}');
    expect(parameter('focus')).toBe('service:mailer');
    expect(await screen.findByText(/nodes are not drawn: they are further away/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^frontend/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: '3 calls away' }));
    expect(await node('frontend')).toBeTruthy();
  });

  it('shows where the nodes are whose names have what is typed', async () => {
    const user = userEvent.setup();
    serve();
    const view = renderPage(<ServicesPage />, '/services');
    const isFaded = async (name: string) => /faded/.test((await node(name)).parentElement!.getAttribute('class')!);
    expect(await isFaded('frontend')).toBe(false);
    await user.type(screen.getByRole('combobox', { name: 'Focus on a service' }), 'mail');
    expect([await isFaded('mailer'), await isFaded('frontend'), await isFaded('payments')]).toEqual([false, true, true]);
    expect(screen.getByText('1 node matches “mail”. Enter draws the graph around mailer.')).toBeTruthy();
    expect(parameter('find')).toBe('mail');
    await user.clear(screen.getByRole('combobox', { name: 'Focus on a service' }));
    await user.type(screen.getByRole('combobox', { name: 'Focus on a service' }), 'postgresql');
    expect(screen.getByText('1 node matches “postgresql”.')).toBeTruthy();
    await user.clear(screen.getByRole('combobox', { name: 'Focus on a service' }));
    await user.type(screen.getByRole('combobox', { name: 'Focus on a service' }), 'mail');
    await expectAccessible(view.container);
    await user.type(screen.getByRole('combobox', { name: 'Focus on a service' }), 'xyz');
    expect(screen.getByText('No node matches “mailxyz”.')).toBeTruthy();
    await user.clear(screen.getByRole('combobox', { name: 'Focus on a service' }));
    expect(await isFaded('frontend')).toBe(false);
  });

  it('asks with the filter and the range of the address', async () => {
    const requests = serve();
    renderPage(<ServicesPage />, '/services?q=%7B+status+%3D+error+%7D&from=1700000000000&to=1700003600000');
    await node('payments');
    const asked = requests.find(({ path }) => path === graphPath)!;
    expect([asked.query.get('q'), asked.query.get('start'), asked.query.get('end')]).toEqual(['{ status = error }', '1700000000', '1700003600']);
  });
});

describe('the graph of traces found', () => {
  const found = { ...shopGraphAnswer, traces: 20 };
  const address = '/services?q=%7B+status+%3D+error+%7D&traces=20&first=duration&from=1700000000000&to=1700003600000';

  it('asks for the traces of the search and counts calls instead of telling rates', async () => {
    const requests = serve({ [graphPath]: json(found) });
    const view = renderPage(<ServicesPage />, address);
    expect((await node('payments')).getAttribute('aria-label')).toContain('payments of shop, service, 3.6k×, ');
    const { query } = requests.find(({ path }) => path === graphPath)!;
    expect(['q', 'traces', 'sort', 'order'].map((name) => query.get(name))).toEqual(['{ status = error }', '20', 'duration', 'desc']);
    expect(screen.getByText('All calls of the 20 slowest traces that match.')).toBeTruthy();
    await expectAccessible(view.container);
  });

  it('leads back to the traces, to those of a call, and to the graph of all calls', async () => {
    const user = userEvent.setup();
    const requests = serve({ [graphPath]: ({ query }: FakeRequest) => json(query.has('traces') ? { ...found, traces: 17 } : shopGraphAnswer) });
    const view = renderPage(<ServicesPage />, address);
    await node('payments');
    expect(screen.getByText('All calls of the 17 traces that match.')).toBeTruthy();
    const back = new URL(screen.getByRole('link', { name: 'The traces' }).getAttribute('href')!, 'http://page.test').searchParams;
    expect([back.get('q'), back.get('limit'), back.get('sort'), back.get('from')]).toEqual(['{ status = error }', '20', 'duration', '1700000000000']);
    expect(queryOf(view.container.querySelector('[data-edge="service:shop/frontend > service:shop/payments"]')!)).toMatch(/^\(\{ status = error \}\) && \(.* > .*\)$/);
    await user.click(screen.getByRole('button', { name: 'Only calls that match' }));
    expect((await node('payments')).getAttribute('aria-label')).toContain('payments of shop, service, 1/s');
    expect([parameter('traces'), parameter('first'), parameter('q')]).toEqual([null, null, '{ status = error }']);
    expect(requests.filter(({ path }) => path === graphPath).at(-1)!.query.has('traces')).toBe(false);
  });

  it('has a panel without the lines, which are not of these traces', async () => {
    const requests = serve({ [graphPath]: json(found) });
    renderPage(<ServicesPage />, `${address}&sel=service%3Ashop%2Fpayments`);
    const panel = await screen.findByRole('complementary', { name: 'payments' });
    expect(queryOf(within(panel).getByRole('link', { name: 'Errors' }))).toBe(
      '({ status = error }) && ({ resource.service.name = "payments" && resource.service.namespace = "shop" && status = error })',
    );
    expect(requests.some(({ path }) => path.startsWith('/api/metrics'))).toBe(false);
  });
});

describe('groups', () => {
  const grouped = { ...shopGraphAnswer, nodes: shopGraphAnswer.nodes.map((one) => ({ ...one, group: one.name === 'payments' ? 'east' : one.type === 'service' ? 'west' : null })) };
  const tags = json({ scopes: [{ name: 'resource', tags: ['service.name', 'k8s.cluster.name', 'host.name'] }, { name: 'span', tags: ['http.route'] }] });
  const serveGroups = () =>
    serve({ '/api/v2/search/tags': tags, [graphPath]: ({ query }: FakeRequest) => json(query.has('group') ? grouped : shopGraphAnswer) });

  it('are boxes around the values of an attribute that was found by typing', async () => {
    const user = userEvent.setup();
    const requests = serveGroups();
    const view = renderPage(<ServicesPage />, '/services');
    await node('payments');
    await user.click(screen.getByRole('button', { name: 'Group' }));
    const list = screen.getByRole('list', { name: 'What boxes are drawn around' });
    await within(list).findByRole('button', { name: 'k8s.cluster.name' });
    expect(within(list).queryByRole('button', { name: 'http.route' })).toBeNull();
    await user.type(screen.getByRole('textbox', { name: 'Find an attribute of resources' }), 'cluster{Enter}');
    expect(parameter('group')).toBe('resource.k8s.cluster.name');
    expect((await screen.findByText('east')).closest('svg')).toBeTruthy();
    expect(requests.filter(({ path }) => path === graphPath).at(-1)!.query.get('group')).toBe('resource.k8s.cluster.name');
    expect((await node('payments')).getAttribute('aria-label')).toContain('payments of shop in east, service');
    expect(screen.getByText(/^Boxes: resource.k8s.cluster.name/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Group by k8s.cluster.name' })).toBeTruthy();
    await expectAccessible(view.container);
  });

  it('are chosen by the arrow keys, namespaces and nothing among them', async () => {
    const user = userEvent.setup();
    serveGroups();
    renderPage(<ServicesPage />, '/services?group=resource.k8s.cluster.name');
    await screen.findByText('east');
    screen.getByRole('button', { name: 'Group by k8s.cluster.name' }).focus();
    await user.keyboard('{Enter}');
    expect((await screen.findByRole('button', { name: 'k8s.cluster.name', current: true })).textContent).toBe('k8s.cluster.name');
    screen.getByRole('textbox', { name: 'Find an attribute of resources' }).focus();
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement?.textContent).toBe('Namespace');
    await user.keyboard('{Enter}');
    expect([parameter('group'), parameter('ns')]).toEqual([null, 'namespace']);
    expect((await screen.findByText('shop')).closest('svg')).toBeTruthy();
  });

  it('that no span has are said to be missing', async () => {
    serveGroups();
    renderPage(<ServicesPage />, '/services?group=resource.k8s.cluster.name');
    await screen.findByText('east');
    serve();
    renderPage(<ServicesPage />, '/services?group=resource.rack');
    expect(await screen.findByText(/No span of these services has resource.rack/)).toBeTruthy();
  });

  it('that the server refuses can be left by a button', async () => {
    const user = userEvent.setup();
    serve({ [graphPath]: ({ query }: FakeRequest) => (query.has('group') ? new Response('invalid group: "span.x" is not an attribute of the resource', { status: 400 }) : json(shopGraphAnswer)) });
    renderPage(<ServicesPage />, '/services?group=span.x');
    expect(await screen.findByText('The server cannot group services by this.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Without groups' }));
    expect(await node('payments')).toBeTruthy();
  });
});

describe('a node', () => {
  it('is pinned and moved by the keyboard as by dragging', async () => {
    const user = userEvent.setup();
    serve();
    renderPage(<ServicesPage />, '/services');
    (await node('frontend')).focus();
    const before = placeOf(await node('frontend'));
    await user.keyboard('{Shift>}{ArrowRight}{ArrowDown}{/Shift}');
    const after = placeOf(await node('frontend'));
    expect([after.x - before.x, after.y - before.y]).toEqual([24, 24]);
    expect(document.activeElement).toBe(await node('frontend'));
    expect(Object.keys(usePins.getState().pinned.services ?? {})).toEqual(['service:shop/frontend']);
    await user.keyboard('p');
    expect(Object.keys(usePins.getState().pinned.services ?? {})).toEqual([]);
    await user.keyboard('p');
    expect(placeOf(await node('frontend'))).toEqual(before);
    expect(Object.keys(usePins.getState().pinned.services ?? {})).toEqual(['service:shop/frontend']);
  });

  it('says all of its numbers when it is pointed at', async () => {
    const user = userEvent.setup();
    serve();
    renderPage(<ServicesPage />, '/services');
    await user.hover(await node('payments'));
    expect(screen.getByText('service · shop')).toBeTruthy();
    expect(screen.getByText('service · shop').parentElement!.textContent).toContain('p99 320 ms');
    await user.unhover(await node('payments'));
    expect(screen.queryByText('service · shop')).toBeNull();
  });
});

/** Where a mark is drawn. */
function placeOf(mark: HTMLElement): { x: number; y: number } {
  const [x, y] = mark.parentElement!.getAttribute('transform')!.match(/-?[\d.]+/g)!.map(Number);
  return { x: x!, y: y! };
}

describe('missing edges', () => {
  it('are said by cause with an example that opens at the span', async () => {
    serve();
    const view = renderPage(<ServicesPage />, '/services?view=missing');
    const card = await screen.findByRole('article', { name: 'An internal span stands between the two sides' });
    expect(within(card).getByText('12 server spans')).toBeTruthy();
    expect(within(card).getByRole('link', { name: 'Example of frontend to stock' }).getAttribute('href')).toBe(`/trace/${'cc'.repeat(16)}?span=${'cc'.repeat(8)}`);
    await expectAccessible(view.container);
  });

  it('are none when every call has both sides', async () => {
    serve({ [graphPath]: json({ ...shopGraphAnswer, unmatched: [] }) });
    renderPage(<ServicesPage />, '/services?view=missing');
    expect(await screen.findByText('Every call has both sides')).toBeTruthy();
  });
});

describe('the table', () => {
  it('is sorted by its headers and opens the same panel', async () => {
    const user = userEvent.setup();
    serve();
    const view = renderPage(<ServicesPage />, '/services?view=table');
    await user.click(await screen.findByRole('button', { name: 'Name' }));
    expect(screen.getAllByRole('row').slice(1).map((row) => within(row).getByRole('rowheader').textContent)).toEqual([
      'frontend', 'mailer', 'orders-db', 'payments', 'receipts', 'user',
    ]);
    await user.click(screen.getByRole('button', { name: 'mailer' }));
    expect(screen.getByRole('complementary', { name: 'mailer' })).toBeTruthy();
    await expectAccessible(view.container);
  });
});

describe('when there is no graph, the page says', () => {
  it('that the server has none', async () => {
    serve({ '/api/vivace/about': json({ ...fullAbout, features: [] }) });
    renderPage(<ServicesPage />, '/services');
    expect(await screen.findByText('This server has no service graph')).toBeTruthy();
  });

  it('that nothing was received, and what to try', async () => {
    const user = userEvent.setup();
    serve({ [graphPath]: json({ ...shopGraphAnswer, nodes: [], edges: [], unmatched: [] }) });
    renderPage(<ServicesPage />, '/services?q=%7B+kind+%3D+client+%7D');
    expect(await screen.findByText('No service in this range')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Without the filter' }));
    expect(parameter('q')).toBeNull();
  });

  it('what is wrong with the filter, and what is missing of a partial answer', async () => {
    serve({ [graphPath]: new Response('line 1: unknown word', { status: 400, headers: { 'X-Request-Id': 'r-9' } }) });
    const failed = renderPage(<ServicesPage />, '/services');
    expect(await screen.findByText('The server cannot use this filter.')).toBeTruthy();
    expect(screen.getByText('r-9')).toBeTruthy();
    failed.unmount();
    serve({ [graphPath]: json({ ...shopGraphAnswer, partial: true, message: 'the graph was cut at 2,000 nodes' }) });
    renderPage(<ServicesPage />, '/services');
    expect(await screen.findByText(/was cut at 2,000 nodes/)).toBeTruthy();
  });
});
