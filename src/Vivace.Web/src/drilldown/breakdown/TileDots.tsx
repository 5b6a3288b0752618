import { useState } from 'react';
import { DotFacts } from '../../explore/chart/DotFacts';
import { TooltipBox } from '../../explore/chart/TooltipBox';
import { classes } from '../../ui/classes';
import type { TileExample } from './breakdown';
import styles from './TileDots.module.css';

export interface TileDotsProps {
  readonly examples: readonly TileExample[];
  /** What the tile shows at its edges, in Unix milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  /** How high the line is at a time: 0 to 1, undefined where it is broken. */
  readonly heightAt: (ms: number) => number | undefined;
  readonly onOpen: (traceId: string) => void;
}

/** Traces on the line of a tile, diamonds those with errors. The menu of the tile leads to one by keyboard. */
export function TileDots({ examples, fromMs, toMs, heightAt, onOpen }: TileDotsProps) {
  const [pointed, setPointed] = useState<TileExample | undefined>(undefined);
  return (
    <>
      {examples.map((example) => {
        const share = (example.timestampMs - fromMs) / (toMs - fromMs);
        const height = heightAt(example.timestampMs);
        if (height === undefined || share < 0 || share > 1) return null;
        return (
          <button
            key={`${example.traceId} ${example.timestampMs}`}
            type="button"
            tabIndex={-1}
            aria-label="Open an example trace"
            className={classes(styles.dot, example.isError && styles.error)}
            style={{ left: `${share * 100}%`, bottom: `${height * 100}%` }}
            onClick={() => onOpen(example.traceId)}
            onPointerEnter={() => setPointed(example)}
            onPointerLeave={() => setPointed(undefined)}
          />
        );
      })}
      {pointed !== undefined && (
        <TooltipBox x={(pointed.timestampMs - fromMs) / (toMs - fromMs)} top={0} width={1}>
          <DotFacts dot={pointed} isError={pointed.isError} />
        </TooltipBox>
      )}
    </>
  );
}
