import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { expectAccessible } from '../testing/axe';
import { FindList, type FindListProps, type FindListChoice } from './FindList';

const all = ['http.route', 'http.method', 'db.system'].map((label) => ({ key: label, label, isChosen: label === 'db.system', isCode: true }));

function open(changed: Partial<FindListProps<FindListChoice>> = {}) {
  const onChoose = vi.fn<(choice: FindListChoice) => void>();
  const view = render(
    <FindList
      label="Find a field"
      listLabel="Fields"
      find={(text) => all.filter(({ label }) => label.includes(text))}
      onChoose={onChoose}
      takesFirst={false}
      most={10}
      isCut={false}
      loading={undefined}
      note={(text, found) => (found === 0 ? `Nothing is called ${text}.` : undefined)}
      {...changed}
    />,
  );
  return { user: userEvent.setup(), view, chosen: () => onChoose.mock.calls.map(([{ key }]) => key) };
}

const search = () => screen.getByRole('textbox', { name: 'Find a field' });
const listed = () => screen.getAllByRole('listitem').map((item) => item.textContent);

describe('a list to choose from', () => {
  it('is narrowed by typing, and Enter takes the first that is left', async () => {
    const { user, view, chosen } = open();
    expect(listed()).toEqual(['http.route', 'http.method', 'db.system']);
    expect(screen.getByRole('button', { current: true }).textContent).toBe('db.system');
    await user.type(search(), 'me');
    expect(listed()).toEqual(['http.method']);
    await expectAccessible(view.container);
    await user.keyboard('{Enter}');
    expect(chosen()).toEqual(['http.method']);
  });

  it('takes the first without anything typed only where that is wanted', async () => {
    const careful = open();
    await careful.user.type(search(), '{Enter}');
    expect(careful.chosen()).toEqual([]);
    careful.view.unmount();
    const quick = open({ takesFirst: true });
    await quick.user.type(search(), '{Enter}');
    expect(quick.chosen()).toEqual(['http.route']);
  });

  it('is walked by the arrow keys, past what stands beside its choices', async () => {
    const { user, chosen } = open({ beside: ({ key }) => <button type="button">star {key}</button> });
    search().focus();
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement?.textContent).toBe('http.method');
    await user.keyboard('{ArrowUp}{ArrowUp}{Enter}');
    expect(chosen()).toEqual(['http.route']);
    await user.tab();
    expect(document.activeElement?.textContent).toBe('star http.route');
  });

  it('says what is not there, what is not drawn, and that it is not there yet', async () => {
    const { user, view } = open({ most: 2 });
    expect(listed()).toEqual(['http.route', 'http.method']);
    expect(screen.getByText('There are more; type to narrow.')).toBeTruthy();
    await user.type(search(), 'xyz');
    expect(screen.getByText('Nothing is called xyz.')).toBeTruthy();
    expect(screen.queryByText('There are more; type to narrow.')).toBeNull();
    view.unmount();
    open({ loading: 'Loading the fields', find: () => [] });
    expect(screen.getByRole('status', { name: 'Loading the fields' })).toBeTruthy();
    expect(screen.queryByText(/Nothing is called/)).toBeNull();
  });
});
