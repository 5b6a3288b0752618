import type { KeyboardEvent } from 'react';
import type { FlameTree } from './FlameTree';
import { stepFrom, type FlameStep } from './flameGeometry';

const steps: Readonly<Record<string, FlameStep>> = {
  ArrowUp: 'parent',
  ArrowDown: 'child',
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  Home: 'first',
  End: 'last',
  k: 'parent',
  j: 'child',
};

export interface FlameKeys {
  readonly tree: FlameTree;
  readonly focused: number;
  readonly zoom: number;
  focus(node: number): void;
  zoomTo(node: number): void;
  openDetails(): void;
}

/** Handles the keys of a flame graph; keys that mean nothing here go on to the page. */
export function handleFlameKey(
  event: KeyboardEvent,
  { tree, focused, zoom, focus, zoomTo, openDetails }: FlameKeys,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = steps[event.key];
  if (step !== undefined) {
    focus(stepFrom(tree, focused, step));
  } else if (event.key === ' ' && focused >= 0) {
    zoomTo(focused === zoom ? -1 : focused);
  } else if (event.key === 'Backspace' && zoom >= 0) {
    zoomTo(tree.parent[zoom]!);
  } else if (event.key === '0') {
    zoomTo(-1);
  } else if (event.key === 'Enter' && focused >= 0) {
    openDetails();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
