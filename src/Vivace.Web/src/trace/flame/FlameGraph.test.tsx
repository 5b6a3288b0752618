import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { seriousFindings } from '../testing/axe';
import { modelOf } from '../testing/modelOf';
import { renderTrace } from '../testing/renderTrace';
import { setElementSize } from '../testing/setSize';
import { FlameGraph } from './FlameGraph';
import { useFlamePreferences } from './flamePreferences';

const model = modelOf({
  name: 'root',
  service: 'front',
  duration: 100_000_000,
  children: [
    { name: 'a', service: 'db', duration: 20_000_000 },
    {
      name: 'a',
      service: 'db',
      duration: 40_000_000,
      status: 2,
      children: [{ name: 'deep', service: 'db', duration: 10_000_000 }],
    },
  ],
});

beforeEach(() => {
  useFlamePreferences.setState(useFlamePreferences.getInitialState());
  setElementSize(1000, 400);
  // The test environment has no canvas; what is drawn is checked by the pure parts and by the browser tests.
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue({
    left: 0,
    top: 0,
    width: 1000,
    height: 400,
  } as DOMRect);
});

const graph = () => screen.getByRole('tree', { name: 'Flame graph' });
const at = (x: number, level: number) => ({ clientX: x, clientY: level * 21 + 10 });

describe('the flame graph', () => {
  it('selects a span and zooms to it by a click, and back by another', async () => {
    const { store } = renderTrace(<FlameGraph />, model);
    fireEvent.click(graph(), at(400, 1));
    expect(store.getState().selectedRow).toBe(2);
    expect(screen.getByRole('button', { name: 'Whole trace' })).toBeTruthy();
    // Zoomed, the span fills the width, and its child a quarter of it.
    fireEvent.click(graph(), at(200, 2));
    expect(store.getState().selectedRow).toBe(3);
    await userEvent.setup().click(screen.getByRole('button', { name: 'Whole trace' }));
    expect(screen.queryByRole('button', { name: 'Whole trace' })).toBeNull();
  });

  it('says what is under the pointer', () => {
    renderTrace(<FlameGraph />, model);
    fireEvent.pointerMove(graph(), at(400, 1));
    expect(screen.getByText('db').parentElement!.textContent).toBe('adbDuration40 msSelf time30 msErrors1');
    fireEvent.pointerLeave(graph());
    expect(screen.queryByText('db')).toBeNull();
  });

  it('merges same stacks and sums them', async () => {
    renderTrace(<FlameGraph />, model);
    await userEvent.setup().click(screen.getByRole('button', { name: 'Merge same stacks' }));
    fireEvent.pointerMove(graph(), at(100, 1));
    expect(screen.getByText('db').parentElement!.textContent).toBe(
      'adbTotal60 msSelf time50 msSpans2Average30 msErrors1',
    );
    expect(useFlamePreferences.getState().merged).toBe(true);
  });

  it('is walked by keys, which say where they are', async () => {
    const { store } = renderTrace(<FlameGraph />, model);
    const user = userEvent.setup();
    graph().focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}');
    expect(store.getState().selectedRow).toBe(2);
    const item = screen.getByRole('treeitem');
    expect(item.textContent).toBe('a, db, 40 ms, with errors');
    expect(graph().getAttribute('aria-activedescendant')).toBe(item.id);
    await user.keyboard(' {ArrowDown}{Enter}');
    expect(screen.getByRole('button', { name: 'Whole trace' })).toBeTruthy();
    expect([store.getState().selectedRow, store.getState().detailsOpen]).toEqual([3, true]);
    await user.keyboard('{Backspace}{Backspace}');
    expect(screen.queryByRole('button', { name: 'Whole trace' })).toBeNull();
  });

  it('leads to the waterfall', async () => {
    const { store } = renderTrace(<FlameGraph />, model);
    store.getState().actions.setView('flame');
    fireEvent.click(graph(), at(400, 1));
    await userEvent.setup().click(screen.getByRole('button', { name: 'Show in waterfall' }));
    expect([store.getState().view, store.getState().selectedRow]).toEqual(['waterfall', 2]);
  });

  it('has no serious finding of axe', async () => {
    const { container, store } = renderTrace(<FlameGraph />, model);
    store.getState().actions.select(1);
    expect(await seriousFindings(container)).toEqual([]);
  });
});
