import { useEffect, useMemo, useState } from 'react';
import type { AttributeColumn } from '../model/AttributeSource';
import type { TraceModel } from '../model/TraceModel';
import { useTrace } from '../TraceStoreContext';
import type { ShownColumn } from './RowShared';

/** The chosen attribute columns, with their values once they are loaded. */
export function useAttributeColumns(): readonly ShownColumn[] {
  const keys = useTrace((state) => state.columns);
  const model = useTrace((state) => state.model);
  const attributes = useTrace((state) => state.services.attributes);
  const [loaded, setLoaded] = useState<{ readonly model: TraceModel; readonly columns: ReadonlyMap<string, AttributeColumn> }>({
    model,
    columns: new Map(),
  });

  useEffect(() => {
    const controller = new AbortController();
    for (const key of keys) {
      attributes.column(key, controller.signal).then(
        (column) =>
          setLoaded((before) => ({
            model,
            columns: new Map(before.model === model ? before.columns : []).set(key, column),
          })),
        () => undefined,
      );
    }
    return () => controller.abort();
  }, [keys, model, attributes]);

  return useMemo(
    () =>
      keys.map((key) => {
        const column = loaded.model === model ? loaded.columns.get(key) : undefined;
        if (column === undefined) return { key, valueOf: null };
        return { key, valueOf: (row: number) => column.values[column.codes[row] ?? -1] ?? '' };
      }),
    [keys, loaded, model],
  );
}
