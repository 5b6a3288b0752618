import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../../testing/axe';
import { MultiCombobox, type MultiComboboxProps } from './MultiCombobox';

const fruit = ['apple', 'banana', 'cherry'].map((text) => ({ id: text, text }));

function Field(props: Partial<MultiComboboxProps>) {
  const [chips, setChips] = useState<readonly string[]>([]);
  return (
    <>
      <MultiCombobox
        label="Fruit"
        chips={chips.map((text) => ({ text }))}
        onAdd={(text) => setChips((before) => (props.isSingle === true ? [text] : [...before, text]))}
        onRemove={(index) => setChips((before) => before.filter((_, at) => at !== index))}
        options={fruit}
        {...props}
      />
      <button type="button">elsewhere</button>
    </>
  );
}

function show(props: Partial<MultiComboboxProps> = {}) {
  const view = render(<Field {...props} />);
  return { ...view, user: userEvent.setup(), box: screen.getByRole('combobox', { name: 'Fruit' }) };
}

const options = () => screen.queryAllByRole('option').map((option) => option.textContent.trim());
const active = (box: HTMLElement) => document.getElementById(box.getAttribute('aria-activedescendant') ?? '')?.textContent.trim();
const chosen = () => screen.queryAllByRole('button', { name: /^Remove/ }).map((button) => button.getAttribute('aria-label')!.split(' ')[1]);

describe('A field with suggestions', () => {
  it('is walked by arrows, around the ends, and by Home and End', async () => {
    const { user, box } = show();
    await user.click(box);
    expect(box).toHaveProperty('ariaExpanded', 'true');
    expect(active(box)).toBe('apple');
    await user.keyboard('{ArrowUp}');
    expect(active(box)).toBe('cherry');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(active(box)).toBe('banana');
    await user.keyboard('{End}');
    expect(active(box)).toBe('cherry');
    await user.keyboard('{Home}');
    expect(active(box)).toBe('apple');
  });

  it('takes the active option with Enter and stays open for the next one', async () => {
    const { user, box } = show();
    await user.type(box, 'b{Enter}');
    expect(chosen()).toEqual(['banana']);
    expect(options()).toEqual(['apple', 'cherry']);
    await user.keyboard('{ArrowDown}{Enter}');
    expect(chosen()).toEqual(['banana', 'cherry']);
  });

  it('with one value closes when it has it, and an arrow opens it again', async () => {
    const { user, box } = show({ isSingle: true });
    await user.type(box, 'ap{Enter}');
    expect(chosen()).toEqual(['apple']);
    expect(options()).toEqual([]);
    await user.keyboard('{ArrowDown}');
    expect(options()).toHaveLength(3);
  });

  it('takes what a click chooses and keeps the focus', async () => {
    const { user, box } = show();
    await user.click(box);
    await user.click(screen.getByRole('option', { name: /cherry/ }));
    expect(chosen()).toEqual(['cherry']);
    expect(document.activeElement).toBe(box);
  });

  it('takes what is typed when it is left, also after Escape has closed the list', async () => {
    const { user, box } = show();
    await user.type(box, 'durian{Escape}');
    expect(options()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'elsewhere' }));
    expect(chosen()).toEqual(['durian']);
    expect(box).toHaveProperty('value', '');
  });

  it('is emptied by a second Escape', async () => {
    const { user, box } = show();
    await user.type(box, 'durian{Escape}{Escape}');
    await user.tab();
    expect(chosen()).toEqual([]);
  });

  it('keeps what is typed while another window has the focus', async () => {
    const { user, box } = show();
    await user.type(box, 'che');
    fireEvent.blur(box, { relatedTarget: null });
    expect(box).toHaveProperty('value', 'che');
    expect(chosen()).toEqual([]);
  });

  it('leaves Enter to an input method that composes', async () => {
    const { user, box } = show();
    await user.type(box, 'ap');
    fireEvent.keyDown(box, { key: 'Enter', isComposing: true });
    expect(chosen()).toEqual([]);
  });

  it('gives the last value back with Backspace in the empty field', async () => {
    const { user, box } = show();
    await user.type(box, 'ap{Enter}b{Backspace}{Backspace}');
    expect(chosen()).toEqual([]);
  });

  it('has no finding of axe, open or closed', async () => {
    const { user, box, container } = show();
    await expectAccessible(container);
    await user.click(box);
    await expectAccessible(container);
  });
});
