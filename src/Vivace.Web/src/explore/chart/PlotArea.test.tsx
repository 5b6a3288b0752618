import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useTimeCursor } from '../../ui/timeCursor';
import { timeDrag } from './brush';
import { PlotArea } from './PlotArea';
import { linearScale } from './scale';

const time = linearScale([0, 100_000], [0, 200]);
const size = { width: 200, height: 80 };

function show() {
  const onSelect = vi.fn();
  const onClick = vi.fn();
  render(
    <PlotArea
      left={0}
      top={0}
      {...size}
      label="Time"
      time={time}
      stepMs={10_000}
      textAt={(ms) => `${ms / 1000} spans`}
      {...timeDrag({ ...size, time }, onSelect)}
      onClick={onClick}
      tooltip={({ x }) => <p>words at {x}</p>}
    />,
  );
  const plot = screen.getByRole('slider', { name: 'Time' });
  plot.getBoundingClientRect = () => ({ left: 0, top: 0, width: 200, height: 80 }) as DOMRect;
  plot.setPointerCapture = () => undefined;
  return { plot, onSelect, onClick };
}

const cursor = () => useTimeCursor.getState().at?.ms;

afterEach(() => useTimeCursor.setState({ at: undefined }));

describe('the plot of a chart', () => {
  it('tells the other charts the time under the pointer, until the pointer leaves', () => {
    const { plot } = show();
    fireEvent.pointerMove(plot, { clientX: 50, clientY: 20 });
    expect(screen.getByText('words at 50')).toBeDefined();
    expect(cursor()).toBe(25_000);
    fireEvent.pointerLeave(plot);
    expect(screen.queryByText('words at 50')).toBeNull();
    expect(cursor()).toBeUndefined();
  });

  it('is read by the arrow keys, step by step, and given up by Esc', async () => {
    const { plot, onClick } = show();
    plot.focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(cursor()).toBe(100_000);
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{ArrowUp}');
    expect(cursor()).toBe(80_000);
    expect(plot.getAttribute('aria-valuetext')).toMatch(/: 80 spans$/);
    await userEvent.keyboard('{Enter}');
    expect(onClick.mock.calls).toEqual([[{ x: 160, y: 32 }]]);
    await userEvent.keyboard('{Home}');
    expect(cursor()).toBe(0);
    await userEvent.keyboard('{Escape}');
    expect(cursor()).toBeUndefined();
  });

  it('selects what is dragged over, and nothing once Esc is pressed', () => {
    const { plot, onSelect, onClick } = show();
    const drag = (end: () => void) => {
      fireEvent.pointerDown(plot, { clientX: 150, clientY: 10, button: 0 });
      fireEvent.pointerMove(plot, { clientX: 50, clientY: 10 });
      end();
      fireEvent.pointerUp(plot, { clientX: 50, clientY: 10 });
    };
    drag(() => undefined);
    expect(onSelect.mock.calls).toEqual([[25_000, 75_000]]);
    drag(() => fireEvent.keyDown(window, { key: 'Escape' }));
    drag(() => fireEvent.keyDown(plot, { key: 'Escape' }));
    expect(onSelect).toHaveBeenCalledTimes(1);
    expect(onClick).not.toHaveBeenCalled();
  });

  it('takes a short drag for a click', () => {
    const { plot, onSelect, onClick } = show();
    fireEvent.pointerDown(plot, { clientX: 50, clientY: 10, button: 0 });
    fireEvent.pointerUp(plot, { clientX: 52, clientY: 11 });
    expect(onSelect).not.toHaveBeenCalled();
    expect(onClick.mock.calls).toEqual([[{ x: 52, y: 11 }]]);
  });
});
