import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import styles from './Splitter.module.css';

export interface SplitterProps {
  /** What is resized, for screen readers. */
  label: string;
  /** The edge of the panel that it moves: the panel grows to the left or upwards. */
  edge: 'left' | 'top';
  size: number;
  minimum: number;
  maximum: number;
  onChange: (size: number) => void;
}

const keyStep = 24;

/** The edge of a docked panel, moved by dragging or with the arrow keys. */
export function Splitter({ label, edge, size, minimum, maximum, onChange }: SplitterProps) {
  const [drag, setDrag] = useState<{ readonly at: number; readonly size: number } | null>(null);
  const position = (event: PointerEvent) => (edge === 'left' ? event.clientX : event.clientY);
  const change = (next: number) => onChange(Math.round(Math.min(Math.max(next, minimum), Math.max(maximum, minimum))));

  const onKeyDown = (event: KeyboardEvent) => {
    const grow = edge === 'left' ? 'ArrowLeft' : 'ArrowUp';
    const shrink = edge === 'left' ? 'ArrowRight' : 'ArrowDown';
    if (event.key !== grow && event.key !== shrink) return;
    event.preventDefault();
    event.stopPropagation();
    change(size + (event.key === grow ? keyStep : -keyStep));
  };

  return (
    // A separator that can be moved is a control, which the rule does not know.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-label={label}
      aria-orientation={edge === 'left' ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={minimum}
      aria-valuemax={maximum}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={styles.splitter}
      data-edge={edge}
      data-dragging={drag !== null || undefined}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ at: position(event), size });
      }}
      onPointerMove={(event) => drag !== null && change(drag.size + drag.at - position(event))}
      onPointerUp={() => setDrag(null)}
      onPointerCancel={() => setDrag(null)}
    />
  );
}
