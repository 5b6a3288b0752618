import { ArrowLeft, ArrowRight, Columns3, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Popover } from '../../ui/Popover';
import { TextField } from '../../ui/TextField';
import styles from './ColumnMenu.module.css';
import { columnLabel } from './columns';
import { builtInColumns, useSpanTableColumns } from './spanTableColumns';
import { useAttributeKeys } from './useAttributeColumns';

const mostOffered = 100;

/** Which columns the span table has, and in which order. */
export function ColumnMenu() {
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const { columns, add, remove, move, reset } = useSpanTableColumns();
  const { data: keys, isPending, error } = useAttributeKeys(open);
  const wanted = search.trim().toLowerCase();
  const offered = [...builtInColumns, ...(keys ?? []).map(({ key }) => key)].filter(
    (column) =>
      !columns.includes(column) &&
      (column.toLowerCase().includes(wanted) || columnLabel(column).toLowerCase().includes(wanted)),
  );
  return (
    <Popover
      label="Columns"
      open={open}
      onOpenChange={setOpen}
      className={styles.popover}
      trigger={
        <Button size="sm" icon={<Columns3 aria-hidden />}>
          Columns
        </Button>
      }
    >
      <ul className={styles.list}>
        {columns.map((column, index) => (
          <li key={column} className={styles.item}>
            <span className={styles.name}>{columnLabel(column)}</span>
            <IconButton
              size="sm"
              label={`Move ${columnLabel(column)} to the left`}
              icon={<ArrowLeft aria-hidden />}
              disabled={index === 0}
              onClick={() => move(column, -1)}
            />
            <IconButton
              size="sm"
              label={`Move ${columnLabel(column)} to the right`}
              icon={<ArrowRight aria-hidden />}
              disabled={index === columns.length - 1}
              onClick={() => move(column, 1)}
            />
            <IconButton
              size="sm"
              label={`Remove ${columnLabel(column)}`}
              icon={<X aria-hidden />}
              disabled={columns.length === 1}
              onClick={() => remove(column)}
            />
          </li>
        ))}
      </ul>
      <TextField
        label="Add a column"
        placeholder="Search attributes"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <ul className={styles.list} aria-label="Columns to add">
        {offered.slice(0, mostOffered).map((column) => (
          <li key={column}>
            <button type="button" className={styles.add} onClick={() => add(column)}>
              <Plus aria-hidden />
              <span className={styles.name}>{column}</span>
            </button>
          </li>
        ))}
      </ul>
      {isPending && <p className={styles.note}>Loading the names of attributes</p>}
      {error !== null && <p className={styles.note}>The names of attributes could not be loaded: {error.message}</p>}
      {offered.length > mostOffered && (
        <p className={styles.note}>{offered.length - mostOffered} more; type to find them.</p>
      )}
      <Button size="sm" variant="ghost" onClick={reset}>
        Back to the usual columns
      </Button>
    </Popover>
  );
}
