import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startShortcuts } from '../../app/shortcuts';
import { directTrace } from '../../testing/directTrace';
import { renderPage } from '../../testing/renderPage';
import type { TestSpan } from '../../testing/traceBuilder';
import { TraceStoreContext } from '../TraceStoreContext';
import { createTraceStore, type TraceStore } from '../traceStore';
import { useTraceShortcuts } from '../useTraceShortcuts';
import { Waterfall } from './Waterfall';

const tree: TestSpan[] = [
  { id: 'root', start: 0, end: 1_000, service: 'web', kind: 2 },
  { id: 'auth', parent: 'root', start: 10, end: 60, service: 'auth' },
  { id: 'check', parent: 'auth', start: 20, end: 40, service: 'auth', error: true },
  { id: 'list', parent: 'root', start: 100, end: 900, service: 'cart' },
];

let stop: () => void;
beforeEach(() => (stop = startShortcuts()));
afterEach(() => stop());

function WaterfallWithKeys() {
  useTraceShortcuts([]);
  return <Waterfall />;
}

async function show(spans: readonly TestSpan[] = tree): Promise<TraceStore> {
  const { model, services } = await directTrace(spans);
  const store = createTraceStore(model, services);
  renderPage(
    <TraceStoreContext value={store}>
      <WaterfallWithKeys />
    </TraceStoreContext>,
  );
  return store;
}

const grid = () => screen.getByRole('treegrid', { name: 'Spans' });
const rows = () => within(grid()).getAllByRole('row').slice(1);
const texts = () => rows().map((row) => within(row).getAllByRole('gridcell')[0]!.textContent);
/** The row that a screen reader is at. */
const active = () => document.getElementById(grid().getAttribute('aria-activedescendant') ?? '')!;

describe('the waterfall', () => {
  it('is a treegrid that says how many rows there are, where each stands and what is open', async () => {
    await show();
    expect(grid()).toHaveAttributes({ 'aria-rowcount': '5', 'aria-colcount': '2' });
    expect(rows().map((row) => row.getAttribute('aria-level'))).toEqual(['1', '2', '3', '2']);
    expect(rows().map((row) => row.getAttribute('aria-rowindex'))).toEqual(['2', '3', '4', '5']);
    expect(rows().map((row) => row.getAttribute('aria-expanded'))).toEqual(['true', 'true', null, null]);
  });

  it('has the focus from the start, at the first row', async () => {
    await show();
    expect(document.activeElement).toBe(grid());
    expect(active().textContent).toContain('root');
  });

  it('is walked through by the keys', async () => {
    await show();
    const user = userEvent.setup();
    await user.keyboard('{ArrowDown}');
    expect(active().textContent).toContain('auth');
    await user.keyboard('j');
    expect(active().textContent).toContain('check');
    await user.keyboard('k{ArrowLeft}');
    expect(texts()).toHaveLength(3);
    expect(active().getAttribute('aria-expanded')).toBe('false');
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(active().textContent).toContain('check');
    await user.keyboard('{ArrowLeft}');
    expect(active().textContent).toContain('auth');
    await user.keyboard('{End}');
    expect(active().textContent).toContain('list');
    await user.keyboard('{Home}');
    expect(active().textContent).toContain('root');
    await user.keyboard('{PageDown}');
    expect(active().textContent).toContain('list');
  });

  it('folds by the keys', async () => {
    await show();
    const user = userEvent.setup();
    await user.keyboard('[[');
    expect(texts()).toHaveLength(1);
    await user.keyboard(']');
    expect(texts()).toHaveLength(4);
    await user.keyboard('-');
    expect(texts()).toHaveLength(3);
    await user.keyboard('=');
    expect(texts()).toHaveLength(4);
  });

  it('opens and closes details, goes to errors, zooms, and shows the critical path by the keys', async () => {
    const store = await show();
    const user = userEvent.setup();
    await user.keyboard('{Enter}');
    expect(store.getState().detailsOpen).toBe(true);
    await user.keyboard('{Escape}');
    expect(store.getState().detailsOpen).toBe(false);
    await user.keyboard('e');
    expect(active().textContent).toContain('check');
    expect(active().textContent).toContain('first cause');
    await user.keyboard('w');
    expect(store.getState().zoom).not.toBeNull();
    const before = store.getState().zoom!.from;
    await user.keyboard('d');
    expect(store.getState().zoom!.from).toBeGreaterThan(before);
    await user.keyboard('0c');
    expect(store.getState().zoom).toBeNull();
    expect(store.getState().criticalPath.result?.path).not.toBeNull();
  });

  it('leaves Enter and the arrows to a button that has the focus', async () => {
    const store = await show();
    const user = userEvent.setup();
    const separator = screen.getByRole('separator', { name: 'Width of the names' });
    act(() => separator.focus());
    await user.keyboard('{ArrowRight}{Enter}');
    expect(Number(separator.getAttribute('aria-valuenow'))).toBe(42);
    expect(store.getState().detailsOpen).toBe(false);
    expect(active().textContent).toContain('root');
  });

  it('keeps only the rows in view in the page, and the active one wherever one scrolls', async () => {
    const many = Array.from({ length: 3_000 }, (_, at) => ({ id: `s${at}`, ...(at === 0 ? {} : { parent: 's0' }), name: `span ${at}`, start: at, end: at + 1 }));
    const store = await show(many);
    expect(rows().length).toBeLessThanOrEqual(70);
    act(() => store.getState().actions.moveTo('last'));
    act(() => {
      grid().scrollTop = 0;
      grid().dispatchEvent(new Event('scroll'));
    });
    expect(rows().length).toBeLessThanOrEqual(70);
    expect(active().textContent).toContain('span 2999');
    expect(texts()[0]).toContain('span 0');
  });

  it('opens a row by its expander and selects it by a click', async () => {
    const store = await show();
    const user = userEvent.setup();
    await user.click(within(rows()[0]!).getByTitle('Collapse'));
    expect(texts()).toHaveLength(1);
    expect(store.getState().detailsOpen).toBe(false);
    await user.click(within(rows()[0]!).getByTitle('Expand'));
    await user.click(rows()[3]!);
    expect(active().textContent).toContain('list');
    expect(store.getState().detailsOpen).toBe(true);
  });

  it('says so when a filter leaves nothing', async () => {
    const store = await show();
    act(() => store.getState().actions.setFilter('{ name = "nothing" }'));
    expect(await screen.findByText(/No span fits the filters/)).toBeTruthy();
  });
});

expect.extend({
  toHaveAttributes(element: Element, wanted: Record<string, string>) {
    const found = Object.fromEntries(Object.keys(wanted).map((name) => [name, element.getAttribute(name)]));
    return { pass: this.equals(found, wanted), message: () => `expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}` };
  },
});

declare module 'vitest' {
  interface Matchers {
    toHaveAttributes(wanted: Record<string, string>): void;
  }
}
