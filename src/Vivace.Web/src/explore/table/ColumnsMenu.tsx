import { Columns3, Plus, RotateCcw } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { writeField } from '../../traceql/writeCondition';
import type { TimeRange } from '../../time/ranges';
import { Button } from '../../ui/Button';
import { Popover } from '../../ui/Popover';
import { MultiCombobox } from '../builder/MultiCombobox';
import { scopeWord } from '../builder/tagValue';
import { useTagNames } from '../builder/useTags';
import { valueNote } from '../builder/valueNote';
import styles from './ColumnsMenu.module.css';
import { defaultColumns, fieldKey, isField, knownColumns, toggleColumn, type Column, type ResultsView } from './columns';
import { columnSpec } from './columnSpec';

/** Properties of `ColumnsMenu`. */
export interface ColumnsMenuProps {
  readonly view: ResultsView;
  readonly columns: readonly Column[];
  readonly onColumns: (columns: Column[]) => void;
  /** Keys of attributes that the loaded spans have, without scope. */
  readonly loadedKeys: readonly string[];
  /** The present query, which narrows the offered names. */
  readonly query: string;
  readonly range: TimeRange;
}

/** Shows and hides columns and adds attributes as new ones. */
export function ColumnsMenu({ view, columns, onColumns, loadedKeys, query, range }: ColumnsMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const names = useTagNames(query, range, isOpen);
  const fields = columns.map(({ id }) => id).filter(isField);
  const offered = (names.list?.items ?? []).map(({ scope, name }) => ({
    id: `${scope}/${name}`,
    text: writeField(scope, name),
    detail: scopeWord(scope),
  })).filter(({ text }) => fieldKey(text) !== undefined);
  const suggested = loadedKeys.filter((key) => !fields.some((field) => fieldKey(field) === key)).slice(0, 8);

  const keepKeys = (event: KeyboardEvent) => event.stopPropagation();
  return (
    <Popover label="Columns" align="end" open={isOpen} onOpenChange={setOpen} trigger={<Button size="sm" variant="ghost" icon={<Columns3 aria-hidden />}>Columns</Button>}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className={styles.panel} onKeyDown={keepKeys}>
        <MultiCombobox
          label="Add an attribute"
          chips={[]}
          onAdd={(text) => {
            const field = fieldKey(text) === undefined ? `.${text}` : text;
            if (fieldKey(field) !== undefined && !fields.includes(field)) onColumns(toggleColumn(columns, field));
          }}
          onRemove={() => undefined}
          options={offered}
          isLoading={names.isLoading}
          note={valueNote(names.list, names.error)}
          placeholder="span.http.route"
          opensOnFocus={false}
        />
        {suggested.length > 0 && (
          <div className={styles.suggested}>
            {suggested.map((key) => (
              <Button key={key} size="sm" icon={<Plus aria-hidden />} onClick={() => onColumns(toggleColumn(columns, fieldOfKey(key)))}>{key}</Button>
            ))}
          </div>
        )}
        <ul className={styles.list} aria-label="Shown columns">
          {[...knownColumns(view), ...fields].map((id) => {
            const isShown = columns.some((column) => column.id === id);
            return (
              <li key={id}>
                <label className={styles.column}>
                  <input type="checkbox" checked={isShown} disabled={isShown && columns.length === 1} onChange={() => onColumns(toggleColumn(columns, id))} />
                  {columnSpec(id).label}
                </label>
              </li>
            );
          })}
        </ul>
        <Button size="sm" variant="ghost" icon={<RotateCcw aria-hidden />} className={styles.reset ?? ''} onClick={() => onColumns(defaultColumns(view))}>Usual columns</Button>
      </div>
    </Popover>
  );
}

/** A key of an answer as a field: intrinsics by their name, attributes without scope. */
function fieldOfKey(key: string): string {
  return /^(?:(?:event|link|instrumentation):[A-Za-z]+|kind|statusMessage|rootName|rootServiceName|traceDuration)$/.test(key) ? key : writeField('any', key);
}
