import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

/** Columns that every span has. */
export const builtInColumns = [
  'start',
  'service',
  'name',
  'duration',
  'self',
  'kind',
  'status',
  'depth',
  'children',
  'spanId',
] as const;
export type BuiltInColumn = (typeof builtInColumns)[number];

/** A built-in column, or an attribute with its scope: `span.http.route`. */
export type SpanTableColumn = BuiltInColumn | `span.${string}` | `resource.${string}` | (string & {});

export function isBuiltIn(column: SpanTableColumn): column is BuiltInColumn {
  return (builtInColumns as readonly string[]).includes(column);
}

interface SpanTableColumns {
  readonly columns: readonly SpanTableColumn[];
  add: (column: SpanTableColumn) => void;
  remove: (column: SpanTableColumn) => void;
  move: (column: SpanTableColumn, by: -1 | 1) => void;
  reset: () => void;
}

export const defaultColumns: readonly SpanTableColumn[] = [
  'start',
  'service',
  'name',
  'duration',
  'self',
  'kind',
  'status',
];

/** The columns of the span table, remembered on this machine. */
export const useSpanTableColumns = create<SpanTableColumns>()(
  persist(
    (set) => ({
      columns: defaultColumns,
      add: (column) => set(({ columns }) => (columns.includes(column) ? {} : { columns: [...columns, column] })),
      remove: (column) => set(({ columns }) => ({ columns: columns.filter((one) => one !== column) })),
      move: (column, by) =>
        set(({ columns }) => {
          const from = columns.indexOf(column);
          const to = from + by;
          if (from < 0 || to < 0 || to >= columns.length) return {};
          const moved = [...columns];
          moved.splice(to, 0, ...moved.splice(from, 1));
          return { columns: moved };
        }),
      reset: () => set({ columns: defaultColumns }),
    }),
    { name: 'vivace.spanTable', version: 1, storage: createJSONStorage(() => localStorage) },
  ),
);
