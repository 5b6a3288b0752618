import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as save from '../download/saveFile';
import { seriousFindings } from '../testing/axe';
import { attributesOf } from '../testing/detailsOf';
import { modelOf } from '../testing/modelOf';
import { renderTrace } from '../testing/renderTrace';
import { setElementSize } from '../testing/setSize';
import { SpanTable } from './SpanTable';
import { useSpanTableColumns } from './spanTableColumns';

const model = modelOf({
  name: 'root',
  service: 'front',
  duration: 100_000,
  children: [
    { name: 'b', service: 'db', start: 10_000, duration: 20_000 },
    { name: 'a', service: 'db', start: 5_000, duration: 30_000, status: 2 },
    { name: 'c', service: 'back', start: 50_000, duration: 1_000 },
  ],
});
const details = {
  1: { attributes: attributesOf({ size: '9' }) },
  2: { attributes: attributesOf({ size: '10' }) },
  3: { attributes: attributesOf({ size: '=cmd()' }) },
};

beforeEach(() => {
  useSpanTableColumns.setState(useSpanTableColumns.getInitialState());
  setElementSize(1000, 600);
});

function names(): string[] {
  const index = useSpanTableColumns.getState().columns.indexOf('name');
  return screen
    .getAllByRole('row')
    .slice(1)
    .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
    .map((row) => within(row).getAllByRole('gridcell')[index]!.textContent!);
}

async function sortBy(name: string) {
  await userEvent.setup().click(within(screen.getByRole('columnheader', { name })).getByRole('button'));
}

describe('the span table', () => {
  it('has a row for each span, in order of start', () => {
    renderTrace(<SpanTable />, model);
    expect(names()).toEqual(['root', 'a', 'b', 'c']);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('5');
  });

  it('is sorted by any column, longest first for durations, and back', async () => {
    renderTrace(<SpanTable />, model);
    await sortBy('Duration');
    expect(names()).toEqual(['root', 'a', 'b', 'c']);
    expect(screen.getByRole('columnheader', { name: 'Duration' }).getAttribute('aria-sort')).toBe('descending');
    await sortBy('Duration');
    expect(names()).toEqual(['c', 'b', 'a', 'root']);
    await sortBy('Name');
    expect(names()).toEqual(['a', 'b', 'c', 'root']);
  });

  it('has columns of attributes, sorted as numbers where they are, without a value last', async () => {
    useSpanTableColumns.getState().add('span.size');
    renderTrace(<SpanTable />, model, { details });
    await screen.findByText('=cmd()');
    await sortBy('size');
    expect(names()).toEqual(['b', 'a', 'c', 'root']);
    await sortBy('size');
    expect(names()).toEqual(['c', 'a', 'b', 'root']);
  });

  it('shows what the filter wants, and says how many that is', async () => {
    const { store } = renderTrace(<SpanTable />, model);
    store.getState().actions.setErrorsOnly(true);
    await waitFor(() => expect(names()).toEqual(['a']));
    expect(screen.getByText('1 of 4 spans match')).toBeTruthy();
  });

  it('shares the selection, and is walked by keys', async () => {
    const { store } = renderTrace(<SpanTable />, model);
    const user = userEvent.setup();
    screen.getByRole('grid').focus();
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(store.getState().selectedRow).toBe(2);
    expect(screen.getByRole('row', { selected: true }).textContent).toContain('a');
    await user.keyboard('{Enter}');
    expect(store.getState().detailsOpen).toBe(true);
    await user.keyboard('{End}');
    expect(store.getState().selectedRow).toBe(3);
    await user.keyboard('{Home}k');
    expect(store.getState().selectedRow).toBe(0);
  });

  it('is saved as CSV with exact numbers, in the order shown, with formulas made harmless', async () => {
    useSpanTableColumns.setState({ columns: ['name', 'duration', 'span.size'] });
    const saved = vi.spyOn(save, 'saveFile').mockImplementation(() => undefined);
    renderTrace(<SpanTable />, model, { details });
    await screen.findByText('=cmd()');
    await userEvent.setup().click(screen.getByRole('button', { name: 'CSV' }));
    expect(saved.mock.lastCall?.[2]).toBe(
      "Name,Duration (ns),span.size\r\nroot,100000,\r\nb,20000,9\r\na,30000,10\r\nc,1000,'=cmd()\r\n",
    );
  });

  it('says when attributes cannot be loaded', async () => {
    useSpanTableColumns.getState().add('span.size');
    const attributes = {
      keys: () => Promise.resolve([]),
      column: () => Promise.reject(new Error('The server does not answer.')),
      onProgress: () => () => undefined,
    };
    renderTrace(<SpanTable />, model, { services: { attributes } });
    expect(await screen.findByText('The server does not answer.')).toBeTruthy();
    expect(names()).toHaveLength(4);
  });

  it('keeps the page small however many spans there are', () => {
    const many = modelOf({ duration: 1, children: Array.from({ length: 3000 }, () => ({ duration: 1 })) });
    const { container } = renderTrace(<SpanTable />, many);
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
    expect(container.querySelectorAll('*').length).toBeLessThan(1200);
  });

  it('has no serious finding of axe', async () => {
    const { container } = renderTrace(<SpanTable />, model);
    expect(await seriousFindings(container)).toEqual([]);
  });
});

describe('the columns', () => {
  it('are added, moved and removed', async () => {
    renderTrace(<SpanTable />, model, { details });
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Columns' }));
    await user.click(await screen.findByRole('button', { name: 'span.size' }));
    expect(useSpanTableColumns.getState().columns.at(-1)).toBe('span.size');
    await user.click(screen.getByRole('button', { name: 'Move size to the left' }));
    expect(useSpanTableColumns.getState().columns.at(-2)).toBe('span.size');
    await user.click(screen.getByRole('button', { name: 'Remove size' }));
    expect(useSpanTableColumns.getState().columns).not.toContain('span.size');
  });
});
