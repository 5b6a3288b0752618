import { useCallback, useRef, type PointerEvent, type SyntheticEvent } from 'react';
import type { Point } from './layoutGraph';
import { usePins } from './pins';
import { pan, type Viewport } from './viewport';

interface Press {
  /** The node that was pressed, null for the ground. */
  readonly key: string | null;
  readonly from: Point | null;
  readonly x: number;
  readonly y: number;
  readonly hasMoved: boolean;
}

/** A press that moves less is a click. */
const CLICK_PIXELS = 4;

/** Dragging the ground moves the view, dragging a node pins it where it is let go. */
export function usePointerMoves(
  drawing: string,
  places: ReadonlyMap<string, Point>,
  scale: number,
  setViewport: (change: (before: Viewport) => Viewport) => void,
) {
  const press = useRef<Press | null>(null);
  // The click that ends a drag is none.
  const wasDragged = useRef(false);
  const pin = usePins((state) => state.pin);

  const onNodeDown = useCallback(
    (event: PointerEvent, key: string) => {
      if (event.button === 0) press.current = { key, from: places.get(key) ?? null, x: event.clientX, y: event.clientY, hasMoved: false };
    },
    [places],
  );
  const isPressed = useCallback(() => press.current !== null, []);
  const end = () => {
    if (press.current?.hasMoved === true) wasDragged.current = true;
    press.current = null;
  };
  return {
    isPressed,
    onNodeDown,
    surface: {
      onPointerDown: (event: PointerEvent) => {
        wasDragged.current = false;
        if (event.button === 0) press.current ??= { key: null, from: null, x: event.clientX, y: event.clientY, hasMoved: false };
      },
      onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
        const current = press.current;
        if (current === null) return;
        const [dx, dy] = [event.clientX - current.x, event.clientY - current.y];
        if (!current.hasMoved) {
          if (Math.hypot(dx, dy) < CLICK_PIXELS) return;
          // Only now: a captured pointer would take the click away from links and nodes.
          event.currentTarget.setPointerCapture(event.pointerId);
        }
        if (current.key !== null && current.from !== null) {
          press.current = { ...current, hasMoved: true };
          pin(drawing, current.key, { x: current.from.x + dx / scale, y: current.from.y + dy / scale });
        } else {
          press.current = { ...current, x: event.clientX, y: event.clientY, hasMoved: true };
          setViewport((before) => pan(before, dx, dy));
        }
      },
      onPointerUp: end,
      onPointerCancel: end,
      onClickCapture: (event: SyntheticEvent) => {
        if (!wasDragged.current) return;
        wasDragged.current = false;
        event.stopPropagation();
        event.preventDefault();
      },
    },
  };
}
