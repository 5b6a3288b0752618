import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { startShortcuts } from '../app/shortcuts';
import { expectAccessible } from '../testing/axe';
import { json, type FakeRequest } from '../testing/fakeServer';
import { renderPage } from '../testing/renderPage';
import { ExplorePage } from './ExplorePage';
// Parts that the page fetches when it needs them; here they are there at once.
import './ExploreResults';
import './chart/DurationChart';
import './noresults/EmptyResults';
import './results/StatisticsDialog';
import { done, exploreServer, giveSizes, lines, liveSearch, traceJson } from './testing/exploreServer';

const searches = (requests: readonly FakeRequest[]) => requests.filter(({ path }) => path === '/api/vivace/search');
const queryOf = (request: FakeRequest | undefined) => request?.query.get('q')?.replace(/ \| select\(.*$/, '');
const rows = () => screen.getAllByRole('row').filter((row) => row.dataset.row !== undefined);
const rowNames = () => rows().map((row) => row.getAttribute('aria-label'));
const address = () => new URLSearchParams(window.location.search);

beforeEach(giveSizes);

describe('opening Explore', () => {
  test('shows recent traces at once, without a query', async () => {
    const requests = exploreServer();
    const { container } = renderPage(<ExplorePage />, '/explore');
    expect(await screen.findByText('GET /a')).toBeTruthy();
    expect(queryOf(searches(requests)[0])).toBe('{}');
    expect(searches(requests)[0]!.query.get('limit')).toBe('20');
    expect(screen.getByText('1 trace')).toBeTruthy();
    expect(screen.getByText('1,234 spans inspected')).toBeTruthy();
    await expectAccessible(container);
  });

  test('runs the query, range, order and limit of the address', async () => {
    const requests = exploreServer();
    renderPage(<ExplorePage />, '/explore?q=%7B+status+%3D+error+%7D&from=1700000000000&to=1700003600000&sort=duration.asc&limit=50&spss=10');
    await screen.findByText('GET /a');
    expect(queryOf(searches(requests)[0])).toBe('{ status = error }');
    expect(Object.fromEntries(searches(requests)[0]!.query)).toMatchObject({
      start: '1700000000', end: '1700003600', sort: 'duration', order: 'asc', limit: '50', spss: '10',
    });
    expect(screen.getByRole('button', { name: 'error', pressed: true })).toBeTruthy();
  });

  test('has room for the date of traces that are not of today', async () => {
    exploreServer();
    renderPage(<ExplorePage />, '/explore?q=%7B+status+%3D+error+%7D&from=1700000000000&to=1700003600000');
    await screen.findByText('GET /a');
    expect(screen.getByRole('treegrid').style.getPropertyValue('--tracks')).toMatch(/^188px /);
  });

  test('leads to the graph of the traces found, in the range that was searched', async () => {
    exploreServer();
    renderPage(<ExplorePage />, '/explore?q=%7B+status+%3D+error+%7D&from=1700000000000&to=1700003600000&sort=duration.asc&limit=50');
    await screen.findByText('GET /a');
    const graph = new URL(screen.getByRole('link', { name: 'Graph' }).getAttribute('href')!, 'http://page.test');
    expect([graph.pathname, Object.fromEntries(graph.searchParams)]).toEqual([
      '/services', { q: '{ status = error }', traces: '50', first: 'duration.asc', from: '1700000000000', to: '1700003600000' },
    ]);
  });

  test('leads to the graph of the traces behind the numbers of a metrics query', async () => {
    exploreServer();
    renderPage(<ExplorePage />, '/explore?mode=traceql&q=%7B+kind+%3D+client+%7D+%7C+rate%28%29+by+%28name%29');
    await screen.findByText('GET /a');
    const graph = new URL(screen.getByRole('link', { name: 'Graph' }).getAttribute('href')!, 'http://page.test');
    expect([graph.searchParams.get('q'), graph.searchParams.get('traces')]).toEqual(['{ kind = client }', '20']);
  });

  test('against a server without extras uses the plain search and says what is missing', async () => {
    exploreServer({
      '/api/vivace/about': () => new Response('404', { status: 404 }),
      '/api/search': () => json({ traces: [traceJson('d')], metrics: { inspectedTraces: 3 } }),
    });
    renderPage(<ExplorePage />, '/explore?sort=duration');
    expect(await screen.findByText('GET /d')).toBeTruthy();
    expect(screen.getByText(/finds the newest traces only/)).toBeTruthy();
  });
});

describe('the builder', () => {
  test('writes TraceQL live, runs it, and Back shows the results before', async () => {
    const user = userEvent.setup();
    const requests = exploreServer();
    renderPage(<ExplorePage />, '/explore');
    await screen.findByText('GET /a');
    const service = screen.getByRole('combobox', { name: 'Service' });
    await user.click(service);
    await user.click(await screen.findByRole('option', { name: 'cart' }));
    await user.click(screen.getByRole('button', { name: 'error' }));
    expect(screen.getByRole('group', { name: 'The query as TraceQL' }).textContent).toContain('{ resource.service.name = "cart" && status = error }');
    expect(searches(requests)).toHaveLength(1);

    await user.click(screen.getByRole('button', { name: 'Run query' }));
    await waitFor(() => expect(queryOf(searches(requests).at(-1))).toBe('{ resource.service.name = "cart" && status = error }'));
    expect(address().get('q')).toBe('{ resource.service.name = "cart" && status = error }');

    act(() => window.history.back());
    await waitFor(() => expect(queryOf(searches(requests).at(-1))).toBe('{}'));
    expect(address().get('q')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Remove cart from Service' })).toBeNull();
  });

  test('asks for names of spans of the chosen service only, and never narrows a row by itself', async () => {
    const user = userEvent.setup();
    const requests = exploreServer({ '/api/v2/search/tag/name/values': () => json({ tagValues: [{ type: 'string', value: 'charge' }] }) });
    renderPage(<ExplorePage />, '/explore?q=%7B+resource.service.name+%3D+%22cart%22+%26%26+name+%3D+%22x%22+%7D');
    await user.click(screen.getByRole('combobox', { name: 'Span name' }));
    expect(await screen.findByRole('option', { name: 'charge' })).toBeTruthy();
    expect(requests.find(({ path }) => path.endsWith('/name/values'))!.query.get('q')).toBe('{ resource.service.name = "cart" }');
  });

  test('keeps typing possible when suggestions fail, and takes free text', async () => {
    const user = userEvent.setup();
    exploreServer({ '/api/v2/search/tag/resource.service.name/values': () => new Response('context deadline exceeded', { status: 504 }) });
    renderPage(<ExplorePage />, '/explore');
    await user.type(screen.getByRole('combobox', { name: 'Service' }), 'own');
    expect(await screen.findByText(/Suggestions are missing: context deadline exceeded/)).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('group', { name: 'The query as TraceQL' }).textContent).toContain('{ resource.service.name = "own" }');
  });

  test('Ctrl and Enter run the query with what is typed, not with the first suggestion', async () => {
    const user = userEvent.setup();
    const stop = startShortcuts();
    const requests = exploreServer();
    renderPage(<ExplorePage />, '/explore');
    await screen.findByText('GET /a');
    await user.keyboard('/');
    await user.keyboard('ca');
    expect(await screen.findByRole('option', { name: 'cart' })).toBeTruthy();
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(queryOf(searches(requests).at(-1))).toBe('{ resource.service.name = "ca" }'));
    stop();
  });

  test('a list that the server cut says so and is narrowed by what is typed', async () => {
    const user = userEvent.setup();
    const requests = exploreServer({
      '/api/v2/search/tag/resource.service.name/values': ({ query }) => json({
        tagValues: query.get('q')!.includes('=~') ? [{ type: 'string', value: 'zz-rare' }] : Array.from({ length: 500 }, (_, i) => ({ type: 'string', value: `service-${i}` })),
      }),
    });
    renderPage(<ExplorePage />, '/explore');
    await user.click(screen.getByRole('combobox', { name: 'Service' }));
    expect(await screen.findByText(/The first 500 that the server gave; there are more/)).toBeTruthy();
    await user.type(screen.getByRole('combobox', { name: 'Service' }), 'zz-r');
    expect(await screen.findByText('zz-rare')).toBeTruthy();
    expect(requests.at(-1)!.query.get('q')).toBe('{ resource.service.name =~ "(?i).*zz-r.*" }');
  });

  test('choosing a listed key takes its scope, and a value its type', async () => {
    const user = userEvent.setup();
    exploreServer({ '/api/v2/search/tag/span.http.route/values': () => json({ tagValues: [{ type: 'string', value: '200' }] }) });
    renderPage(<ExplorePage />, '/explore');
    await user.click(screen.getByRole('button', { name: 'Add tag' }));
    await user.click(screen.getByRole('combobox', { name: 'Key' }));
    await user.click(await screen.findByRole('option', { name: /http\.route/ }));
    await user.type(screen.getByRole('combobox', { name: 'Value' }), '200');
    await user.click(await screen.findByRole('option', { name: /200 string/ }));
    expect(screen.getByRole('group', { name: 'The query as TraceQL' }).textContent).toContain('{ span.http.route = "200" }');
  });

  test('says what it cannot show and keeps the text', async () => {
    exploreServer();
    const query = '{ span.a = 1 } >> { span.b = 2 }';
    renderPage(<ExplorePage />, `/explore?q=${encodeURIComponent(query)}`);
    expect(await screen.findByText('The builder cannot show this query.')).toBeTruthy();
    expect(screen.getByRole('group', { name: 'The query as TraceQL' }).textContent).toContain(query);
    await userEvent.click(screen.getAllByRole('button', { name: 'Edit as TraceQL' })[0]!);
    expect(address().get('mode')).toBe('traceql');
    expect(address().get('q')).toBe(query);
  });
});

describe('a running search', () => {
  test('shows traces as they come, its progress, and how far it was when it is cancelled', async () => {
    const { answer, live } = liveSearch();
    exploreServer({ '/api/vivace/search': answer });
    renderPage(<ExplorePage />, '/explore?q=%7B+%7D');
    await screen.findAllByRole('button', { name: 'Cancel' });
    act(() => live.send({ type: 'traces', traces: [traceJson('a')] }, { type: 'progress', completedJobs: 37, totalJobs: 100, inspectedSpans: '10' }));
    expect(await screen.findByText('1 trace so far, 37 %')).toBeTruthy();
    expect(screen.getByText('GET /a')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByText('1 trace, stopped at 37 %')).toBeTruthy();
    expect(screen.getByText(/^stopped at 37 %\.$/)).toBeTruthy();
    expect(screen.getByText('GET /a')).toBeTruthy();
    expect(live.isCancelled()).toBe(true);
  });

  test('keeps the rows before until it finds something', async () => {
    const { answer, live } = liveSearch();
    let isFirst = true;
    exploreServer({
      '/api/vivace/search': (request) => {
        if (!isFirst) return answer(request);
        isFirst = false;
        return lines({ type: 'traces', traces: [traceJson('a')] }, done());
      },
    });
    renderPage(<ExplorePage />, '/explore');
    await screen.findByText('GET /a');
    await userEvent.click(screen.getByRole('button', { name: 'Run again' }));
    expect(screen.getByText('GET /a')).toBeTruthy();
    act(() => {
      live.send({ type: 'traces', traces: [traceJson('b')] }, done());
      live.end();
    });
    expect(await screen.findByText('GET /b')).toBeTruthy();
    expect(screen.queryByText('GET /a')).toBeNull();
  });
});

describe('an answer that is not whole', () => {
  test('says why and what to do; the export carries the mark', async () => {
    exploreServer({
      '/api/vivace/search': () => lines({ type: 'traces', traces: [traceJson('a')] }, { type: 'warning', code: 'partial', message: 'one block could not be read' }, done({ partial: true })),
    });
    renderPage(<ExplorePage />, '/explore?from=1700000000000&to=1700003600000');
    expect(await screen.findByText(/one block could not be read/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Halve the range' }));
    expect([address().get('from'), address().get('to')]).toEqual(['1700001800000', '1700003600000']);
  });

  test('that is as long as the limit offers more', async () => {
    const requests = exploreServer({
      '/api/vivace/search': () => lines({ type: 'traces', traces: 'abcdefghijklmnopqrst'.split('').map((id, i) => traceJson(i.toString(16).padStart(2, '0'), { rootTraceName: `GET /${id}` })) }, done()),
    });
    renderPage(<ExplorePage />, '/explore');
    await userEvent.click(await screen.findByRole('button', { name: 'Show 50' }));
    await waitFor(() => expect(searches(requests).at(-1)!.query.get('limit')).toBe('50'));
  });
});

describe('a search that fails', () => {
  test('shows the server\'s sentence, its code and the id of the request, and can be tried again', async () => {
    let answers = 0;
    exploreServer({
      '/api/vivace/search': () => {
        answers += 1;
        return answers === 1 ? lines({ type: 'error', status: 504, message: 'The query took longer than 30 s.' }) : lines({ type: 'traces', traces: [traceJson('a')] }, done());
      },
    });
    renderPage(<ExplorePage />, '/explore');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The query took longer than 30 s.');
    expect(alert.textContent).toContain('504');
    expect(alert.textContent).toContain('request-7');
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('GET /a')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('because of the query says that the query is wrong', async () => {
    exploreServer({ '/api/vivace/search': () => new Response('invalid TraceQL query: parse error at line 1, col 3', { status: 400 }) });
    renderPage(<ExplorePage />, '/explore?q=%7B+%3D+%7D');
    expect(await screen.findByText('The server cannot run this query.')).toBeTruthy();
    expect(screen.getByText(/line 1, col 3/)).toBeTruthy();
  });
});

describe('a search without results', () => {
  test('tells what is in the way and runs what is offered', async () => {
    const requests = exploreServer({
      '/api/vivace/search': () => lines(done()),
      '/api/metrics/query': ({ query }) => json({ series: [{ labels: [], value: query.get('q')!.startsWith('{ status = error }') ? 12 : 0 }] }),
    });
    const { container } = renderPage(<ExplorePage />, '/explore?q=%7B+span.htp.route+%3D+%22x%22+%26%26+status+%3D+error+%7D');
    expect(await screen.findByText('No trace matches')).toBeTruthy();
    expect(await screen.findByText('No span in this range has span.htp.route.')).toBeTruthy();
    expect(screen.getByText('12 spans match without it.')).toBeTruthy();
    await expectAccessible(container);
    await userEvent.click(screen.getByRole('button', { name: 'Use span.http.route' }));
    await waitFor(() => expect(queryOf(searches(requests).at(-1))).toBe('{ span.http.route = "x" && status = error }'));
  });
});

describe('the table', () => {
  const three = () => lines({
    type: 'traces',
    traces: [
      traceJson('a', { startTimeUnixNano: '1700000003000000000', durationNanos: '1000000' }),
      traceJson('b', { startTimeUnixNano: '1700000002000000000', durationNanos: '3000000', rootServiceName: '', rootTraceName: '' }),
      traceJson('c', { startTimeUnixNano: '1700000001000000000', durationNanos: '2000000' }),
    ],
  }, done());

  test('orders on the server by a click on a heading, and only the loaded rows by its menu', async () => {
    const user = userEvent.setup();
    const requests = exploreServer({ '/api/vivace/search': three });
    renderPage(<ExplorePage />, '/explore');
    await screen.findByText('GET /a');
    expect(rowNames()).toEqual(['shop GET /a', 'root not received', 'shop GET /c']);

    await user.click(screen.getByRole('button', { name: 'Column Duration' }));
    await user.click((await screen.findAllByRole('menuitem', { name: 'Highest first' }))[1]!);
    await waitFor(() => expect(rowNames()).toEqual(['root not received', 'shop GET /c', 'shop GET /a']));
    expect(screen.getByRole('columnheader', { name: /Duration/ }).getAttribute('aria-sort')).toBe('descending');
    expect(screen.getByText('loaded')).toBeTruthy();
    expect(searches(requests)).toHaveLength(1);

    await user.click(screen.getByRole('button', { name: 'Spans' }).closest('[role="columnheader"]') === null
      ? screen.getByRole('columnheader', { name: /^Spans/ }).querySelector('button')!
      : screen.getByRole('button', { name: 'Spans' }));
    await waitFor(() => expect(searches(requests).at(-1)!.query.get('sort')).toBe('spans'));
    expect(address().get('sort')).toBe('spans');
    expect(address().get('loaded')).toBeNull();
  });

  test('is walked by keyboard: rows, opening, ticking, following', async () => {
    const user = userEvent.setup();
    exploreServer({ '/api/vivace/search': three });
    renderPage(<ExplorePage />, '/explore?q=%7B+span.a+%3D+1+%7D');
    await screen.findByText('GET /a');
    act(() => rows()[0]!.focus());
    await user.keyboard('{ArrowDown}');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('root not received'));
    await user.keyboard('{ArrowRight}');
    const link = await screen.findByRole('link', { name: /charge card/ });
    expect(screen.getByText('1 of 4 matched spans')).toBeTruthy();
    expect(screen.getByText('/pay')).toBeTruthy();
    expect(link.getAttribute('href')).toBe(`/trace/${'b'.repeat(32)}?span=0000000000000003&tf=%7B+span.a+%3D+1+%7D`);
    await user.keyboard('{ArrowLeft}');
    expect(screen.queryByRole('link', { name: /charge card/ })).toBeNull();
    await user.keyboard(' ');
    expect(address().get('sel')).toBe('b'.repeat(32));
    await user.keyboard('{Home}{Enter}');
    expect(window.location.pathname).toBe(`/trace/${'a'.repeat(32)}`);
  });

  test('has statistics over ticked rows', async () => {
    const user = userEvent.setup();
    exploreServer({ '/api/vivace/search': three });
    renderPage(<ExplorePage />, `/explore?sel=${'a'.repeat(32)},${'c'.repeat(32)}`);
    await screen.findByText('2 traces ticked');
    await user.click(screen.getByRole('button', { name: 'Statistics' }));
    const dialog = await screen.findByRole('dialog', { name: 'Statistics over 2 traces' });
    expect(within(dialog).getByRole('row', { name: /cart 2 4 2/ })).toBeTruthy();
    expect(within(dialog).getAllByText('2 ms').length).toBeGreaterThan(0);
  });

  test('lists matched spans, and an added attribute is asked for', async () => {
    const user = userEvent.setup();
    const requests = exploreServer();
    renderPage(<ExplorePage />, '/explore');
    await screen.findByText('GET /a');
    await user.click(screen.getByRole('button', { name: /^Spans \d/ }));
    expect(await screen.findByText('charge card')).toBeTruthy();
    expect(address().get('view')).toBe('spans');
    await user.click(screen.getByRole('button', { name: 'Columns' }));
    await user.click(await screen.findByRole('button', { name: 'http.route' }));
    await waitFor(() => expect(searches(requests).at(-1)!.query.get('q')).toContain('select(name, resource.service.name, status, kind, .http.route)'));
    expect(screen.getByRole('columnheader', { name: /\.http\.route/ })).toBeTruthy();
  });
});

test('a query that was run is in the history and can be run again', async () => {
  const user = userEvent.setup();
  const requests = exploreServer();
  renderPage(<ExplorePage />, '/explore');
  await screen.findByText('GET /a');
  await user.click(screen.getByRole('button', { name: 'server' }));
  await user.click(screen.getByRole('button', { name: 'Run query' }));
  await user.click(screen.getByRole('button', { name: 'server' }));
  await user.click(screen.getByRole('button', { name: 'Run query' }));
  await waitFor(() => expect(searches(requests)).toHaveLength(3));
  await user.click(screen.getByRole('button', { name: 'History' }));
  await user.click(await screen.findByRole('button', { name: /kind = server/ }));
  await waitFor(() => expect(queryOf(searches(requests).at(-1))).toBe('{ kind = server }'));
  expect(searches(requests)).toHaveLength(4);
});
