import { useTimeCursor } from './timeCursor';
import { SmallLine } from './SmallLine';
import styles from './Sparkline.module.css';
import { TimeCursorLayer } from './TimeCursorLayer';

export interface SparklineProps {
  /** What the line shows, for screen readers: "Spans per second". */
  label: string;
  /** One value for each step, oldest first. */
  values: readonly number[];
  /** The time of the last value, in Unix milliseconds, and the distance of two. */
  endMs: number;
  stepMs: number;
  format: (value: number) => string;
  /** The words for a step that is pointed at: "12 min ago". */
  formatStep: (stepsFromEnd: number) => string;
}

const WIDTH = 240;
const HEIGHT = 44;

/** A small line from zero to its highest value. Pointing at it, or at another chart of the page, reads single steps. */
export function Sparkline({ label, values, endMs, stepMs, format, formatStep }: SparklineProps) {
  const highest = values.length === 0 ? 0 : Math.max(...values);
  const last = values.at(-1) ?? 0;
  const fromMs = endMs - (values.length - 1) * stepMs;
  return (
    <div className={styles.sparkline}>
      <div className={styles.picture}>
        <div role="img" aria-label={`${label}: ${format(last)} now, at most ${format(highest)}`}>
          <SmallLine values={values} width={WIDTH} height={HEIGHT} className={styles.chart} />
        </div>
        {values.length > 1 && <TimeCursorLayer fromMs={fromMs} toMs={endMs} textAt={nothing} />}
      </div>
      <Caption {...{ values, fromMs, stepMs, format, formatStep, highest }} />
    </div>
  );
}

const nothing = () => undefined;

interface CaptionProps extends Pick<SparklineProps, 'values' | 'stepMs' | 'format' | 'formatStep'> {
  readonly fromMs: number;
  readonly highest: number;
}

/** The value at the time that is pointed at; otherwise the highest. */
function Caption({ values, fromMs, stepMs, format, formatStep, highest }: CaptionProps) {
  const pointed = useTimeCursor(({ at }) => (at === undefined ? -1 : Math.round((at.ms - fromMs) / stepMs)));
  const value = values[pointed];
  return <div className={styles.caption}>{value === undefined ? `at most ${format(highest)}` : `${format(value)}, ${formatStep(values.length - 1 - pointed)}`}</div>;
}
