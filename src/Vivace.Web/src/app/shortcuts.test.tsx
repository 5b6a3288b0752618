import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { usePreferences } from '../settings/preferences';
import { startShortcuts, useShortcuts } from './shortcuts';

const calls: string[] = [];
let stop: () => void;

function Page({ keys, name, enabled = true }: { keys: string | string[]; name: string; enabled?: boolean }) {
  useShortcuts([{ keys, description: name, group: 'Test', run: () => calls.push(name) }], enabled);
  return null;
}

beforeEach(() => {
  calls.length = 0;
  usePreferences.getState().reset();
  stop = startShortcuts();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

const press = (key: string, more: KeyboardEventInit = {}, target: Element = document.body) => fireEvent.keyDown(target, { key, ...more });

describe('a shortcut', () => {
  it('runs on its key and on every other spelling of it', () => {
    render(<Page keys={['j', 'ArrowDown']} name="next" />);
    press('j');
    press('ArrowDown');
    press('k');
    expect(calls).toEqual(['next', 'next']);
  });

  it('tells capital letters and signs apart', () => {
    render(
      <>
        <Page keys="n" name="next" />
        <Page keys="Shift+N" name="previous" />
        <Page keys="?" name="help" />
      </>,
    );
    press('n');
    press('N', { shiftKey: true });
    press('?', { shiftKey: true });
    expect(calls).toEqual(['next', 'previous', 'help']);
  });

  it('of two keys wants them one after the other', () => {
    render(
      <>
        <Page keys="g e" name="explore" />
        <Page keys="e" name="error" />
      </>,
    );
    press('g');
    press('e');
    expect(calls).toEqual(['explore']);
    press('x');
    press('e');
    expect(calls).toEqual(['explore', 'error']);
  });

  it('is off inside inputs, dialogs and lists, but for combinations with Ctrl', () => {
    render(
      <>
        <Page keys="j" name="next" />
        <Page keys="Mod+k" name="palette" />
        <input aria-label="Name" />
        <div role="dialog">
          <button type="button">Close</button>
        </div>
      </>,
    );
    press('j', {}, screen.getByLabelText('Name'));
    press('j', {}, screen.getByRole('button'));
    expect(calls).toEqual([]);
    press('k', { ctrlKey: true }, screen.getByLabelText('Name'));
    press('k', { metaKey: true });
    expect(calls).toEqual(['palette', 'palette']);
  });

  it('leaves Enter, Space and arrows to the control that has the focus', () => {
    render(
      <>
        <Page keys={['Enter', 'Space', 'ArrowRight']} name="row" />
        <button type="button">Run</button>
        <div role="tab" tabIndex={0}>
          Spans
        </div>
      </>,
    );
    press('Enter', {}, screen.getByRole('button'));
    press(' ', {}, screen.getByRole('button'));
    press('ArrowRight', {}, screen.getByRole('tab'));
    expect(calls).toEqual([]);
    press('ArrowRight', {}, screen.getByRole('button'));
    press('Enter');
    expect(calls).toEqual(['row', 'row']);
  });

  it('can be switched off', () => {
    render(
      <>
        <Page keys="j" name="next" />
        <Page keys="Mod+k" name="palette" />
      </>,
    );
    usePreferences.getState().change({ shortcuts: false });
    press('j');
    press('k', { ctrlKey: true });
    expect(calls).toEqual(['palette']);
  });

  it('of the page shown last wins, and goes with its page', () => {
    const view = render(
      <>
        <Page keys="c" name="shell" />
        <Page keys="c" name="page" />
      </>,
    );
    press('c');
    view.rerender(<Page keys="c" name="shell" />);
    press('c');
    view.rerender(<Page keys="c" name="shell" enabled={false} />);
    press('c');
    expect(calls).toEqual(['page', 'shell']);
  });

  it('leaves keys alone that someone handled, or that belong to an input method', () => {
    render(<Page keys="j" name="next" />);
    const handled = (event: Event) => event.preventDefault();
    document.body.addEventListener('keydown', handled);
    press('j');
    document.body.removeEventListener('keydown', handled);
    press('j', { isComposing: true });
    expect(calls).toEqual([]);
  });
});
