import { Eye, EyeOff } from 'lucide-react';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/IconButton';
import { CursorTime } from './CursorTime';
import { CursorValue } from './CursorValue';
import { factsOf, type MetricsSeries } from './metricsAnswer';
import styles from './SeriesLegend.module.css';
import { formatValue, type Unit } from './units';

export interface SeriesLegendProps {
  readonly series: readonly MetricsSeries[];
  readonly hidden: ReadonlySet<string>;
  readonly colorOf: (series: MetricsSeries) => string;
  readonly unit: Unit;
  /** Of the values, in Unix milliseconds. */
  readonly times: readonly number[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Shows this one alone, or all again when it is alone. */
  readonly onSolo: (name: string) => void;
  readonly onToggle: (name: string) => void;
}

/** Every series with its last, average and largest value; a click shows it alone. */
export function SeriesLegend({ series, hidden, colorOf, unit, times, fromMs, toMs, onSolo, onToggle }: SeriesLegendProps) {
  return (
    // Scrolls by itself when there are many.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.legend} tabIndex={0} role="region" aria-label="Legend">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.nameHead}>Series</th>
            <th scope="col" className={styles.at}><CursorTime fromMs={fromMs} toMs={toMs} /></th>
            <th scope="col">Last</th>
            <th scope="col">Average</th>
            <th scope="col">Max</th>
            <th scope="col"><span className="visually-hidden">Shown</span></th>
          </tr>
        </thead>
        <tbody>
          {series.map((one) => {
            const facts = factsOf(one.values);
            const isHidden = hidden.has(one.name);
            return (
              <tr key={one.name} className={classes(isHidden && styles.hidden)}>
                <th scope="row" className={styles.nameCell} aria-label={one.name}>
                  <button type="button" className={styles.name} title="Show alone, or all again" onClick={() => onSolo(one.name)}>
                    <span aria-hidden className={styles.swatch} style={{ background: colorOf(one) }} />
                    <span className={styles.text}>{one.name}</span>
                  </button>
                </th>
                <td className={styles.at}><CursorValue values={one.values} times={times} unit={unit} /></td>
                <td>{formatValue(facts.last, unit)}</td>
                <td>{formatValue(facts.average, unit)}</td>
                <td>{formatValue(facts.max, unit)}</td>
                <td className={styles.eye}>
                  <IconButton
                    size="sm"
                    label={isHidden ? `Show ${one.name}` : `Hide ${one.name}`}
                    icon={isHidden ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
                    onClick={() => onToggle(one.name)}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
