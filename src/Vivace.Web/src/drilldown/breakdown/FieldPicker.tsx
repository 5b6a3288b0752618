import { ChevronDown, Search, Star } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTagNames } from '../../explore/builder/useTags';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { Popover } from '../../ui/Popover';
import { Skeleton } from '../../ui/Skeleton';
import { TextField } from '../../ui/TextField';
import { walkList } from '../../ui/walkList';
import type { DrillView } from '../drillView';
import { spansetOf } from '../query/drillQuery';
import { useFavourites } from './favourites';
import styles from './FieldPicker.module.css';
import { byUsefulness, groupFields, type GroupField } from './usefulness';

const tabs = [
  { value: 'all', label: 'All' }, { value: 'favourites', label: 'Favourites' }, { value: 'span', label: 'Span' }, { value: 'resource', label: 'Resource' },
  { value: 'instrumentation', label: 'Scope' }, { value: 'intrinsic', label: 'Built in' },
] as const;
type FieldTab = (typeof tabs)[number]['value'];

/** Fields that stand beside the picker for one click. */
const quickCount = 7;

/** Fields that are drawn in the list; typing finds the rest. */
const mostListed = 200;

export interface FieldPickerProps extends Pick<DrillView, 'route'> {
  readonly value: string;
  readonly onChange: (field: string) => void;
  /** The fields are listed once the values are there, which matter more. */
  readonly isReady: boolean;
}

/** Chooses the field of the breakdown: the most telling ones with one click, all others by searching. */
export function FieldPicker({ route, value, onChange, isReady }: FieldPickerProps) {
  const [isOpen, setIsOpen] = useState(false);
  const names = useTagNames(spansetOf(route), route, isReady || isOpen);
  const favourites = useFavourites((state) => state.fields);
  const fields = useMemo(() => byUsefulness(groupFields(names.list?.items ?? [])), [names.list]);
  const quick = [...new Set([...favourites, ...fields.map(({ field }) => field)])].slice(0, quickCount);
  const choose = (field: string) => {
    setIsOpen(false);
    onChange(field);
  };
  return (
    <div className={styles.picker}>
      <Popover
        label="Break down by"
        open={isOpen}
        onOpenChange={setIsOpen}
        className={styles.popover ?? ''}
        trigger={<Button size="sm" trailing={<ChevronDown aria-hidden />}><span className={styles.by}>by</span> {value}</Button>}
      >
        <FieldList fields={fields} error={names.error} isLoading={names.list === undefined && names.isLoading} isCut={names.list?.isCut === true} value={value} onChoose={choose} />
      </Popover>
      <div className={styles.quick} role="group" aria-label="Telling fields">
        {quick.filter((field) => field !== value).map((field) => (
          <button key={field} type="button" className={styles.field} onClick={() => onChange(field)}>{field}</button>
        ))}
      </div>
    </div>
  );
}

interface FieldListProps {
  readonly fields: readonly GroupField[];
  readonly error: Error | undefined;
  readonly isLoading: boolean;
  readonly isCut: boolean;
  readonly value: string;
  readonly onChoose: (field: string) => void;
}

function FieldList({ fields, error, isLoading, isCut, value, onChoose }: FieldListProps) {
  const favourites = useFavourites((state) => state.fields);
  const toggle = useFavourites((state) => state.toggle);
  const [tab, setTab] = useState<FieldTab>('all');
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const text = typed.trim();
  const shown = fields
    .filter(({ field, scope }) => tab === 'all' || (tab === 'favourites' ? favourites.includes(field) : scope === tab))
    .filter(({ field }) => field.toLowerCase().includes(text.toLowerCase()));
  return (
    // Arrow keys go from the search to the list and along it; Tab works as everywhere.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.panel} onKeyDown={(event) => walkList(event, list.current, '[data-field]')}>
      <TextField
        label="Find a field"
        labelHidden
        placeholder="Find a field"
        icon={<Search aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && shown[0] !== undefined) onChoose(shown[0].field);
        }}
      />
      <div className={styles.tabs} role="group" aria-label="Which fields">
        {tabs.map((one) => (
          <button key={one.value} type="button" className={styles.tab} aria-pressed={tab === one.value} onClick={() => setTab(one.value)}>{one.label}</button>
        ))}
      </div>
      {error !== undefined && <p className={styles.note}>The fields could not be listed: {error.message}</p>}
      {isLoading && <Skeleton rows={6} label="Loading the fields" />}
      <ul className={styles.list} ref={list} aria-label="Fields, the most telling first">
        {shown.slice(0, mostListed).map(({ field }) => {
          const isFavourite = favourites.includes(field);
          return (
            <li key={field} className={styles.row}>
              <button type="button" data-field className={classes(styles.choose, field === value && styles.current)} aria-current={field === value || undefined} onClick={() => onChoose(field)}>{field}</button>
              <button type="button" className={styles.star} aria-pressed={isFavourite} aria-label={`Favourite: ${field}`} onClick={() => toggle(field)}>
                <Star aria-hidden fill={isFavourite ? 'currentColor' : 'none'} />
              </button>
            </li>
          );
        })}
      </ul>
      {!isLoading && shown.length === 0 && (
        <p className={styles.note}>
          {tab === 'favourites' && text === '' ? 'Mark fields with the star to find them here.' : 'No field of these spans has this name.'}
        </p>
      )}
      {(shown.length > mostListed || isCut) && <p className={styles.note}>There are more; type to narrow.</p>}
    </div>
  );
}
