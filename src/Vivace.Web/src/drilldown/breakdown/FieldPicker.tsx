import { ChevronDown, Star } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTagNames } from '../../explore/builder/useTags';
import { Button } from '../../ui/Button';
import { FindList, type FindListChoice } from '../../ui/FindList';
import { Popover } from '../../ui/Popover';
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
  const [tab, setTab] = useState<FieldTab>('all');
  const find = (text: string) =>
    fields
      .filter(({ field, scope }) => tab === 'all' || (tab === 'favourites' ? favourites.includes(field) : scope === tab))
      .filter(({ field }) => field.toLowerCase().includes(text.toLowerCase()))
      .map(({ field }) => ({ key: field, label: field, isChosen: field === value, isCode: true }));
  const note = (text: string, found: number) => {
    if (error !== undefined) return `The fields could not be listed: ${error.message}`;
    if (found > 0) return undefined;
    return tab === 'favourites' && text === '' ? 'Mark fields with the star to find them here.' : 'No field of these spans has this name.';
  };
  return (
    <FindList
      label="Find a field"
      listLabel="Fields, the most telling first"
      find={find}
      onChoose={({ key }) => onChoose(key)}
      takesFirst
      most={mostListed}
      isCut={isCut}
      loading={isLoading ? 'Loading the fields' : undefined}
      note={note}
      above={
        <div className={styles.tabs} role="group" aria-label="Which fields">
          {tabs.map((one) => (
            <button key={one.value} type="button" className={styles.tab} aria-pressed={tab === one.value} onClick={() => setTab(one.value)}>{one.label}</button>
          ))}
        </div>
      }
      beside={starOf}
    />
  );
}

function starOf({ key }: FindListChoice) {
  return <FavouriteStar field={key} />;
}

function FavouriteStar({ field }: { readonly field: string }) {
  const isFavourite = useFavourites((state) => state.fields.includes(field));
  const toggle = useFavourites((state) => state.toggle);
  return (
    <button type="button" className={styles.star} aria-pressed={isFavourite} aria-label={`Favourite: ${field}`} onClick={() => toggle(field)}>
      <Star aria-hidden fill={isFavourite ? 'currentColor' : 'none'} />
    </button>
  );
}
