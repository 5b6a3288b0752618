import { useMemo, useState } from 'react';
import { ValueName } from '../../drilldown/breakdown/ValueName';
import { comparisonOf } from '../../drilldown/compare/comparedField';
import { ComparedBars, shareText } from '../../drilldown/compare/ComparedBars';
import { rankFields, shareOf, type Verdict } from '../../drilldown/compare/ranking';
import { readLabelled } from '../../drilldown/data/labelledSeries';
import { Button } from '../../ui/Button';
import styles from './ComparisonTable.module.css';

/** Fields, and values of each, that are shown at first. */
const [firstFields, firstValues] = [12, 4];

const words: Record<Verdict, string | undefined> = { differs: undefined, given: undefined, alike: 'alike', unique: 'nearly one value a span', single: 'one value' };

/** The answer of `compare()`: fields in which selection and baseline differ, most telling first, with the shares of their values. */
export function ComparisonTable({ answer }: { readonly answer: unknown }) {
  const [isWhole, setWhole] = useState(false);
  const comparison = useMemo(() => comparisonOf(readLabelled(answer).series), [answer]);
  const ranked = useMemo(() => rankFields(comparison), [comparison]);
  const { selection, baseline } = comparison;
  const shown = isWhole ? ranked : ranked.slice(0, firstFields);
  return (
    <div className={styles.comparison}>
      <p className={styles.sides}>
        <span className={styles.side} data-side="selection">{selection.toLocaleString('en')} selected {selection === 1 ? 'span' : 'spans'}</span>
        <span className={styles.side} data-side="baseline">{baseline.toLocaleString('en')} others</span>
        {selection === 0 && <span>No span is selected: there is nothing to compare.</span>}
      </p>
      {/* Scrolls by keyboard, too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} role="region" aria-label="Comparison" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Value</th>
              <th scope="col">Share of the selection, of the others</th>
            </tr>
          </thead>
          {shown.map(({ field, values, score, verdict }) => (
            <tbody key={field}>
              {values.slice(0, firstValues).map((one, index) => (
                <tr key={one.value === undefined ? '' : `${one.value.type} ${one.value.text}`}>
                  {index === 0 && (
                    <th scope="rowgroup" rowSpan={Math.min(values.length, firstValues)}>
                      <span className={styles.field}>{field}</span>{' '}
                      <span className={styles.score}>
                        {words[verdict] ?? `differs by ${shareText(score)}`}
                        {values.length > firstValues && `, ${(values.length - firstValues).toLocaleString('en')} more ${values.length === firstValues + 1 ? 'value' : 'values'}`}
                      </span>
                    </th>
                  )}
                  <td className={styles.value}><ValueName value={one.value} /></td>
                  <td className={styles.bars}><ComparedBars selection={shareOf(one.selection, selection)} baseline={shareOf(one.baseline, baseline)} /></td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {ranked.length > firstFields && (
        <Button size="sm" variant="ghost" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show the most telling only' : `Show all ${ranked.length.toLocaleString('en')} fields`}
        </Button>
      )}
    </div>
  );
}
