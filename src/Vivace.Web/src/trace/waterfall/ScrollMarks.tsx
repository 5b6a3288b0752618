import { useEffect, useRef } from 'react';
import { readToken } from '../../theme/spanColors';
import { useResolvedTheme } from '../../theme/theme';
import type { Layout } from '../layout/Layout';
import type { TraceModel } from '../model/TraceModel';
import { whenIdle } from '../whenIdle';
import { markRows } from './markRows';
import styles from './ScrollMarks.module.css';

export interface ScrollMarksProps {
  readonly model: TraceModel;
  readonly layout: Layout;
  readonly found: Uint8Array | null;
  /** Height of a line of the waterfall, pixels. */
  readonly lineHeight: number;
}

/** A strip beside the scroll bar: where in the list failed and found spans are. */
export function ScrollMarks({ model, layout, found, lineHeight }: ScrollMarksProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useResolvedTheme();
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const paint = () => {
      const ratio = window.devicePixelRatio || 1;
      const height = Math.round(element.clientHeight * ratio);
      const width = Math.round(element.clientWidth * ratio);
      element.width = width;
      element.height = height;
      const context = element.getContext('2d');
      if (context === null || height === 0) return;
      // A list that does not fill the view is marked beside its lines, a longer one is shrunk to the strip.
      const marks = markRows(model, layout, found, Math.min(lineHeight * ratio, height / layout.count));
      const thickness = Math.max(Math.round(2 * ratio), 1);
      context.fillStyle = readToken('--error');
      for (const y of marks.errors) context.fillRect(0, y, width / 2, thickness);
      context.fillStyle = readToken('--match-current');
      for (const y of marks.found) context.fillRect(width / 2, y, width / 2, thickness);
    };
    let cancel = whenIdle(paint);
    const observer = new ResizeObserver(() => {
      cancel();
      cancel = whenIdle(paint);
    });
    observer.observe(element);
    return () => {
      cancel();
      observer.disconnect();
    };
  }, [model, layout, found, lineHeight, theme]);
  return <canvas ref={canvas} className={styles.marks} aria-hidden />;
}
