import { ArrowDown, ArrowUp, Download } from 'lucide-react';
import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { Button } from '../../ui/Button';
import { ErrorState } from '../../ui/ErrorState';
import { useVirtualList } from '../../ui/useVirtualList';
import { formatCsv } from '../download/csv';
import { saveFile } from '../download/saveFile';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import { AttributeProgressBar } from './AttributeProgressBar';
import { ColumnMenu } from './ColumnMenu';
import { columnLabel, readColumn } from './columns';
import { matchingRows } from './matchingRows';
import { sortRows, type TableSort } from './sortRows';
import { SpanTableRow } from './SpanTableRow';
import styles from './SpanTable.module.css';
import { isBuiltIn, useSpanTableColumns } from './spanTableColumns';
import { useAttributeColumns } from './useAttributeColumns';
import { ViewBar } from './ViewBar';

const rowHeight = 28;
const headHeight = 31;

/** All spans that the filter wants as a table: any column, any order. */
export function SpanTable() {
  const model = useTrace((state) => state.model);
  const matches = useTrace((state) => state.matches);
  const selectedRow = useTrace((state) => state.selectedRow);
  const found = useTrace((state) => state.find.mask);
  const actions = useTraceActions();
  const columns = useSpanTableColumns((state) => state.columns);
  const [sort, setSort] = useState<TableSort>({ column: 'start', descending: false });

  const attributeKeys = useMemo(() => columns.filter((column) => !isBuiltIn(column)), [columns]);
  const loaded = useAttributeColumns(attributeKeys);
  const { isLoading } = loaded;
  const values = loaded.columns;
  const readers = useMemo(
    () => columns.map((column) => readColumn(model, column, values[attributeKeys.indexOf(column)])),
    [model, columns, attributeKeys, values],
  );
  const sortReader = readers[columns.indexOf(sort.column)];
  const rows = useMemo(
    () => sortRows(matchingRows(model, matches), sortReader, sort.descending),
    [model, matches, sortReader, sort.descending],
  );

  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const list = useVirtualList({ count: rows.length, scroller: box, rowHeight, offsetTop: headHeight, covered: headHeight });
  const selectedIndex = useMemo(() => rows.indexOf(selectedRow), [rows, selectedRow]);
  const { scrollTo } = list;
  useEffect(() => {
    if (selectedIndex >= 0) scrollTo(selectedIndex);
  }, [selectedIndex, scrollTo]);

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(Math.floor((box?.clientHeight ?? 0) / rowHeight) - 2, 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      j: 1,
      ArrowUp: -1,
      k: -1,
      PageDown: page,
      PageUp: -page,
      Home: -rows.length,
      End: rows.length,
    };
    if (event.ctrlKey || event.metaKey || event.altKey || rows.length === 0) return;
    const move = moves[event.key];
    if (move !== undefined) {
      const next = Math.min(
        Math.max((selectedIndex < 0 ? (move > 0 ? -1 : 0) : selectedIndex) + move, 0),
        rows.length - 1,
      );
      actions.select(rows[next]!);
    } else if (event.key === 'Enter' && selectedRow >= 0) {
      actions.setDetailsOpen(true);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const downloadCsv = () => {
    const lines = Array.from(rows, (row) => readers.map((reader) => reader.csv(row)));
    saveFile(
      `trace-${model.traceId}.csv`,
      'text/csv',
      formatCsv(
        columns.map((column) => columnLabel(column, true)),
        lines,
      ),
    );
  };
  const template = readers.map((reader) => reader.width).join(' ');

  return (
    <div className={styles.view}>
      <ViewBar
        label="Span table"
        trailing={
          <>
            <span className={styles.note}>
              {matches === null
                ? `${rows.length.toLocaleString('en')} spans`
                : `${rows.length.toLocaleString('en')} of ${model.rowCount.toLocaleString('en')} spans match`}
            </span>
            <Button
              size="sm"
              variant="ghost"
              icon={<Download aria-hidden />}
              onClick={downloadCsv}
              disabled={isLoading}
            >
              CSV
            </Button>
          </>
        }
      >
        <ColumnMenu />
      </ViewBar>
      <AttributeProgressBar active={isLoading} />
      {loaded.error !== null && (
        <ErrorState compact error={loaded.error} title="The attributes could not be loaded." onRetry={loaded.retry} />
      )}
      <div
        ref={setBox}
        className={styles.box}
        role="grid"
        aria-label="Spans"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-activedescendant={selectedIndex < 0 ? undefined : `span-row-${selectedRow}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div className={styles.head} role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
          {columns.map((column, index) => {
            const active = sort.column === column;
            const Arrow = sort.descending ? ArrowDown : ArrowUp;
            return (
              <div
                key={column}
                role="columnheader"
                className={styles.headCell}
                data-number={readers[index]!.isNumber || undefined}
                aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : undefined}
              >
                <button
                  type="button"
                  title={column}
                  onClick={() =>
                    setSort({
                      column,
                      descending: active ? !sort.descending : readers[index]!.isNumber && column !== 'start',
                    })
                  }
                >
                  <span>{columnLabel(column)}</span>
                  {active && <Arrow aria-hidden />}
                </button>
              </div>
            );
          })}
        </div>
        <div className={styles.rows} role="rowgroup" style={{ height: list.height }}>
          {Array.from(rows.subarray(list.first, list.end), (row, place) => (
            <SpanTableRow
              key={row}
              row={row}
              rowIndex={list.first + place + 2}
              top={list.topOf(list.first + place)}
              height={rowHeight}
              template={template}
              readers={readers}
              isSelected={row === selectedRow}
              isFound={found !== null && found[row] === 1}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
