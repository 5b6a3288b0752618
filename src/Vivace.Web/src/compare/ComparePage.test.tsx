import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fullAbout } from '../testing/about';
import { expectAccessible } from '../testing/axe';
import { fakeServer, json } from '../testing/fakeServer';
import { renderPage } from '../testing/renderPage';
import { documentOf, type TestSpan } from '../testing/traceBuilder';
import { directChannel } from '../trace/worker/directChannel';
import { useComparedFiles } from './comparedFiles';
import { ComparePage } from './ComparePage';

// There are no workers here: the session that a worker would hold is on this thread.
vi.mock('../trace/worker/workerChannel', () => ({ workerChannel: () => directChannel() }));

const span = (id: string, parent: string | undefined, start: number, end: number, more: Partial<TestSpan> = {}): TestSpan => ({
  id, start: start * 1e6, end: end * 1e6, ...(parent === undefined ? {} : { parent }), ...more,
});
const fast = [span('root', undefined, 0, 100, { name: 'GET /' }), span('query', 'root', 10, 20, { attributes: { 'db.rows': '1' } }), span('gone', 'root', 30, 31)];
const slow = [span('root', undefined, 0, 300, { name: 'GET /' }), span('query', 'root', 10, 210, { attributes: { 'db.rows': '9' }, error: true })];

const file = (name: string, spans: readonly TestSpan[]) => ({
  fileName: name,
  trace: { traceId: '0af7651916cd43dd8448eb211c80319c', spanCount: spans.length, rootName: 'GET /', rootService: 'shop', text: JSON.stringify(documentOf(spans)) },
});

beforeEach(() => {
  useComparedFiles.setState({ a: null, b: null });
  // Rows are drawn for the height that the list has.
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1_000);
  fakeServer({ '/api/vivace/about': json({ ...fullAbout, features: [] }) });
});

async function compareFiles(url = '/compare?a=file&b=file') {
  useComparedFiles.getState().put('a', file('fast.json', fast));
  useComparedFiles.getState().put('b', file('slow.json', slow));
  const view = renderPage(<ComparePage />, url);
  await screen.findByText(/spans in both, of which/);
  return view;
}

describe('two traces', () => {
  it('out of files are one tree, and a pair says what tells it apart', async () => {
    const user = userEvent.setup();
    const view = await compareFiles();
    expect(screen.getByText(/2 spans in both, of which 2 differ/)).toBeTruthy();
    const rows = within(screen.getByRole('treegrid')).getAllByRole('row').slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringContaining('different, longer in B: shopGET /'),
      expect.stringContaining('fails in B only'),
      expect.stringContaining('only in A: shopgone'),
    ]);
    rows[0]!.focus();
    await user.keyboard('{ArrowDown}');
    await waitFor(() => expect(document.activeElement?.textContent).toContain('query'));
    await user.keyboard('{Enter}');
    const details = await screen.findByRole('complementary', { name: 'What tells the spans apart' });
    expect((await within(details).findByRole('row', { name: /db\.rows/ })).textContent).toBe('span db.rows19');
    await expectAccessible(view.container);
  });

  it('show differences only, or operations, as the address says', async () => {
    const user = userEvent.setup();
    await compareFiles();
    await user.click(screen.getByRole('button', { name: 'Operation' }));
    const table = screen.getByRole('region', { name: 'Comparison by operation' });
    expect(within(table).getAllByRole('rowheader').map((cell) => cell.textContent)).toEqual(['shop query', 'shop GET /', 'shop goneonly in A']);
    expect(window.location.search).toBe('?a=file&b=file&by=operation');
    await user.click(screen.getByRole('checkbox', { name: 'Only differences' }));
    expect(new URLSearchParams(window.location.search).get('hide')).toBe('1');
  });

  it('are swapped with their files', async () => {
    const user = userEvent.setup();
    await compareFiles();
    await user.click(screen.getByRole('button', { name: 'Swap' }));
    expect(within(await screen.findByRole('region', { name: 'Trace A' })).getByText('slow.json')).toBeTruthy();
  });
});

describe('a side without a trace', () => {
  it('is chosen from similar ones of about the same time', async () => {
    const user = userEvent.setup();
    const requests = fakeServer({
      '/api/vivace/about': json({ ...fullAbout, features: [] }),
      '/api/search': json({ traces: [{ traceID: 'abc', rootServiceName: 'shop', rootTraceName: 'GET /', startTimeUnixNano: '1700000000000000000', durationMs: 42 }] }),
    });
    useComparedFiles.getState().put('a', file('fast.json', fast));
    const view = renderPage(<ComparePage />, '/compare?a=file');
    await user.click(await screen.findByRole('button', { name: /42 ms/ }));
    expect(new URLSearchParams(window.location.search).get('b')).toBe('abc'.padStart(32, '0'));
    const search = requests.find(({ path }) => path === '/api/search')!;
    expect(search.query.get('q')).toBe('{ trace:rootService = "shop" && trace:rootName = "GET /" }');
    await expectAccessible(view.container);
  });

  it('says that a file is gone after a reload, and that a text is no trace id', async () => {
    const user = userEvent.setup();
    renderPage(<ComparePage />, '/compare?a=file');
    expect(await screen.findByText('After a reload the file has to be opened again.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Trace id' }), 'not an id{Enter}');
    expect(screen.getByText(/This is no trace id/)).toBeTruthy();
  });

  it('says which trace was not found', async () => {
    renderPage(<ComparePage />, '/compare?a=00000000000000000000000000000abc');
    expect(await screen.findByText('Trace 00000000 was not found.')).toBeTruthy();
  });
});
