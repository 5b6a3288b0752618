import { CircleMinus, ListTree } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../ui/IconButton';
import { drilldownUrl } from '../../url/drilldownRoute';
import { exploreOf, type DrillView } from '../drillView';
import { PanelMenu } from '../panel/PanelMenu';
import { withCondition, withExcluded, withIncluded, type FieldValue } from '../query/conditions';
import { spansetOf } from '../query/drillQuery';
import { ValueName, wordsOf } from '../breakdown/ValueName';
import { ComparedBars, shareText } from './ComparedBars';
import type { ComparePlan } from './comparePlan';
import { ExampleTraces } from './ExampleTraces';
import styles from './FieldCard.module.css';
import { NumberBars } from './NumberBars';
import { shareOf, type RankedField } from './ranking';

/** Values that are shown at first. */
const firstValues = 4;

export interface FieldCardProps extends Pick<DrillView, 'route' | 'change'> {
  readonly ranked: RankedField;
  readonly plan: ComparePlan;
  /** Spans of each side. */
  readonly selection: number;
  readonly baseline: number;
}

/** How the two sides differ in one field; each value can be kept, left out, and shown by examples of both sides. */
export function FieldCard({ route, change, ranked, plan, selection, baseline }: FieldCardProps) {
  const { field, values, bins, unlisted, score } = ranked;
  const [shown, setShown] = useState(firstValues);
  const [example, setExample] = useState<{ readonly value: FieldValue } | undefined>(undefined);
  const list = bins === undefined ? values : values.filter(({ value }) => value === undefined);
  const keep = (condition: string) => change({ filters: withCondition(route.filters, condition) }, 'push');
  return (
    <article className={styles.card} aria-label={field}>
      <header className={styles.head}>
        <h4 className={styles.field} title={field}>{field}</h4>
        <span className={styles.score} title="Share of the spans whose values would have to change to make both sides alike, less what chance does">
          {ranked.verdict === 'differs' || ranked.verdict === 'given' ? `differs by ${shareText(score)}` : ranked.verdict === 'unique' ? 'nearly one value a span' : ranked.verdict === 'single' ? 'one value' : 'alike'}
        </span>
        <PanelMenu
          of={field}
          query={spansetOf(route)}
          metric={`${spansetOf(route)} | rate() by (${field})`}
          explore={exploreOf(route)}
          link={drilldownUrl({ ...route, tab: 'breakdown', group: field })}
          table={() => ({
            name: 'comparison',
            columns: [field, 'selection', 'baseline'],
            rows: values.map(({ value, ...counts }) => [value?.text ?? null, counts.selection, counts.baseline]),
          })}
        />
      </header>
      {bins !== undefined && <NumberBars field={field} bins={bins} selection={selection} baseline={baseline} onKeep={keep} />}
      <ul className={styles.values} aria-label={`Values of ${field}`}>
        {list.slice(0, shown).map(({ value, ...counts }) => (
          <li key={value === undefined ? 'missing' : `${value.type} ${value.text}`} className={styles.value}>
            <button
              type="button"
              className={styles.name}
              aria-label={`Keep only ${wordsOf(value)}`}
              onClick={() => change({ filters: withIncluded(route.filters, field, value) }, 'push')}
            >
              <ValueName value={value} />
            </button>
            <ComparedBars selection={shareOf(counts.selection, selection)} baseline={shareOf(counts.baseline, baseline)} />
            <span className={styles.actions}>
              <IconButton size="sm" label={`Leave out ${wordsOf(value)}`} icon={<CircleMinus aria-hidden />} onClick={() => change({ filters: withExcluded(route.filters, field, value) }, 'push')} />
              <IconButton
                size="sm"
                label={`Example traces of ${wordsOf(value)}`}
                icon={<ListTree aria-hidden />}
                aria-expanded={example !== undefined && example.value === value}
                onClick={() => setExample(example !== undefined && example.value === value ? undefined : { value })}
              />
            </span>
            {example !== undefined && example.value === value && (
              <ExampleTraces
                route={route}
                change={change}
                plan={plan}
                field={field}
                value={value}
              />
            )}
          </li>
        ))}
      </ul>
      <footer className={styles.foot}>
        {list.length > shown && <button type="button" className={styles.more} onClick={() => setShown(shown + 20)}>{list.length - shown} more {list.length - shown === 1 ? 'value' : 'values'}</button>}
        {list.length <= shown && shown > firstValues && <button type="button" className={styles.more} onClick={() => setShown(firstValues)}>Show fewer</button>}
        {unlisted.selection + unlisted.baseline > 0 && <span>Not listed: {shareText(shareOf(unlisted.selection, selection))} and {shareText(shareOf(unlisted.baseline, baseline))}</span>}
      </footer>
    </article>
  );
}
