import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { TimeCursorLayer } from './TimeCursorLayer';
import { TimeCursorLine } from './TimeCursorLine';
import { useTimeCursor } from './timeCursor';

const text = (ms: number) => `at ${ms}`;
const lines = () => [...document.querySelectorAll<HTMLElement>('[data-time-cursor]')].map(({ dataset, textContent, style }) => [dataset.timeCursor, textContent, style.left]);

function showTwo() {
  const drawn = vi.fn();
  const Chart = ({ name, fromMs, toMs }: { name: string; fromMs: number; toMs: number }) => {
    drawn(name);
    return <div data-testid={name}><TimeCursorLayer fromMs={fromMs} toMs={toMs} textAt={text} /></div>;
  };
  const page = render(<><Chart name="wide" fromMs={0} toMs={2_000} /><Chart name="late" fromMs={1_000} toMs={2_000} /></>);
  const layerOf = (name: string) => {
    const layer = screen.getByTestId(name).firstElementChild as HTMLElement;
    layer.getBoundingClientRect = () => ({ left: 100, width: 200 }) as DOMRect;
    return layer;
  };
  return { ...page, drawn, layerOf };
}

afterEach(() => useTimeCursor.setState({ at: undefined }));

describe('the time that is pointed at', () => {
  it('is shown at the same time on every chart that has it, each with its own words', () => {
    const { layerOf } = showTwo();
    fireEvent.pointerMove(layerOf('wide'), { clientX: 250 });
    expect(lines()).toEqual([['1500', 'at 1500', '75%'], ['1500', 'at 1500', '50%']]);
    fireEvent.pointerMove(layerOf('wide'), { clientX: 150 });
    expect(lines()).toEqual([['500', 'at 500', '25%']]);
  });

  it('goes when the pointer leaves, and with the chart it stands on', () => {
    const { layerOf, unmount } = showTwo();
    fireEvent.pointerMove(layerOf('late'), { clientX: 200 });
    expect(lines()).toHaveLength(2);
    fireEvent.pointerLeave(layerOf('wide'));
    expect(lines()).toHaveLength(2);
    fireEvent.pointerLeave(layerOf('late'));
    expect(lines()).toHaveLength(0);
    fireEvent.pointerMove(layerOf('late'), { clientX: 200 });
    unmount();
    expect(useTimeCursor.getState().at).toBeUndefined();
  });

  it('draws no chart again', () => {
    const { layerOf, drawn } = showTwo();
    drawn.mockClear();
    for (let x = 100; x < 300; x += 10) fireEvent.pointerMove(layerOf('wide'), { clientX: x });
    expect(drawn).not.toHaveBeenCalled();
  });

  it('is left to a chart that shows its own another way', () => {
    render(<TimeCursorLine fromMs={0} toMs={10} except="me" />);
    act(() => useTimeCursor.setState({ at: { ms: 5, source: 'me' } }));
    expect(lines()).toHaveLength(0);
    act(() => useTimeCursor.setState({ at: { ms: 5, source: 'other' } }));
    expect(lines()).toEqual([['5', '', '50%']]);
  });
});
