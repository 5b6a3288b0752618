import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { seriousFindings } from '../testing/axe';
import { attributesOf } from '../testing/detailsOf';
import { modelOf } from '../testing/modelOf';
import { renderTrace } from '../testing/renderTrace';
import { Statistics } from './Statistics';
import { useStatisticsPreferences } from './statisticsPreferences';

const model = modelOf({
  name: 'root',
  service: 'front',
  duration: 100_000_000,
  children: [
    { name: 'query', service: 'db', duration: 10_000_000 },
    { name: 'query', service: 'db', duration: 20_000_000, status: 2 },
    { name: 'call', service: 'back', duration: 5_000_000 },
  ],
});

beforeEach(() => useStatisticsPreferences.setState(useStatisticsPreferences.getInitialState()));

function table(): string[][] {
  return screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => [
      within(row).getByRole('rowheader').textContent!,
      ...within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent!),
    ]);
}

describe('statistics', () => {
  it('show groups and the groups inside of them, most time first', () => {
    renderTrace(<Statistics />, model);
    expect(table().map((row) => row.slice(0, 5))).toEqual([
      ['front', '1', '–', '65.0 %', '100 ms'],
      ['root', '1', '–', '65.0 %', '100 ms'],
      ['db', '2', '1', '30.0 %', '30 ms'],
      ['query', '2', '1', '30.0 %', '30 ms'],
      ['back', '1', '–', '5.0 %', '5 ms'],
      ['call', '1', '–', '5.0 %', '5 ms'],
    ]);
  });

  it('are sorted by any column', async () => {
    renderTrace(<Statistics />, model);
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Service' }));
    expect(table().map(([name]) => name)).toEqual(['back', 'call', 'db', 'query', 'front', 'root']);
    await user.click(screen.getByRole('button', { name: 'Errors' }));
    expect(table()[0]![0]).toBe('db');
  });

  it('close and open the groups inside of a group', async () => {
    renderTrace(<Statistics />, model);
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Groups of db' }));
    expect(table().map(([name]) => name)).toEqual(['front', 'root', 'db', 'back', 'call']);
    await user.click(screen.getByRole('button', { name: 'Groups of db' }));
    expect(table()).toHaveLength(6);
  });

  it('come closed where there would be very many lines', () => {
    const wide = Array.from({ length: 40 }, (_, i) => ({
      service: `s${i}`,
      name: `n${i}`,
      duration: 100 - i,
      children: [
        { service: `s${i}`, name: 'x' },
        { service: `s${i}`, name: 'y' },
      ],
    }));
    renderTrace(<Statistics />, modelOf(...wide));
    const open = screen.getAllByRole('button', { expanded: true });
    expect(open.length).toBeGreaterThan(10);
    expect(open.length).toBeLessThan(40);
    expect(screen.getAllByRole('row').length).toBeLessThan(140);
  });

  it('group by any attribute, with spans that do not have it', async () => {
    renderTrace(<Statistics />, model, {
      details: {
        1: { attributes: attributesOf({ table: 'carts' }) },
        2: { attributes: attributesOf({ table: '42' }) },
      },
    });
    const user = userEvent.setup();
    await screen.findAllByRole('option', { name: 'span.table (2)' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Group by' }), 'span.table');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Then by' }), '');
    await waitFor(() =>
      expect(table().map(([name, count]) => [name, count])).toEqual([
        ['not set', '2'],
        ['42', '1'],
        ['carts', '1'],
      ]),
    );
  });

  it('filter by a group when it is clicked, within the group around it', async () => {
    const { store } = renderTrace(<Statistics />, model);
    await userEvent.setup().click(screen.getByRole('button', { name: 'query' }));
    expect(store.getState().filter.text).toBe('{ resource.service.name = "db" && name = "query" }');
  });

  it('find a group where there is no server to filter', async () => {
    const { store } = renderTrace(<Statistics />, model, { services: { canMatch: false } });
    await userEvent.setup().click(screen.getByRole('button', { name: 'query' }));
    expect(store.getState().find.text).toBe('service=db name=query');
  });

  it('are of the spans that match', async () => {
    const { store } = renderTrace(<Statistics />, model);
    store.getState().actions.setErrorsOnly(true);
    await waitFor(() =>
      expect(table().map(([name, count]) => [name, count])).toEqual([
        ['db', '1'],
        ['query', '1'],
      ]),
    );
    expect(screen.getByText('1 of 4 spans match')).toBeTruthy();
  });

  it('have no serious finding of axe', async () => {
    const { container } = renderTrace(<Statistics />, model);
    expect(await seriousFindings(container)).toEqual([]);
  });
});
