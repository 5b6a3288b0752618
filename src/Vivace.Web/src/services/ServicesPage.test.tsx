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

  it('asks with the filter and the range of the address', async () => {
    const requests = serve();
    renderPage(<ServicesPage />, '/services?q=%7B+status+%3D+error+%7D&from=1700000000000&to=1700003600000');
    await node('payments');
    const asked = requests.find(({ path }) => path === graphPath)!;
    expect([asked.query.get('q'), asked.query.get('start'), asked.query.get('end')]).toEqual(['{ status = error }', '1700000000', '1700003600']);
  });
});

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
