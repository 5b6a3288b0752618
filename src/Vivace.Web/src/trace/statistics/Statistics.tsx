import { Download } from 'lucide-react';
import { useDeferredValue, useMemo } from 'react';
import { Button } from '../../ui/Button';
import { ErrorState } from '../../ui/ErrorState';
import { LoadingState } from '../../ui/LoadingState';
import { findText, narrowFilter } from '../details/attributes/attributeQuery';
import { formatCsv } from '../download/csv';
import { saveFile } from '../download/saveFile';
import { AttributeProgressBar } from '../table/AttributeProgressBar';
import { matchingRows } from '../table/matchingRows';
import { useAttributeColumns } from '../table/useAttributeColumns';
import { ViewBar } from '../table/ViewBar';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import { aggregate, selfTimeOf } from './aggregate';
import { groupCondition, groupFieldLabels, groupFindKey, isGroupField, keyOfRow } from './GroupKey';
import { GroupSelect } from './GroupSelect';
import styles from './Statistics.module.css';
import type { StatisticsGroup } from './StatisticsGroup';
import { statisticsCsv } from './statisticsCsv';
import { useStatisticsPreferences } from './statisticsPreferences';
import { StatisticsTable } from './StatisticsTable';

/** Where the time of the trace went, by service, name, kind, status or any attribute. */
export function Statistics() {
  const model = useTrace((state) => state.model);
  const matches = useTrace((state) => state.matches);
  const filter = useTrace((state) => state.filter.text);
  const canMatch = useTrace((state) => state.services.canMatch);
  const colors = useTrace((state) => state.colors);
  const actions = useTraceActions();
  const chosen = useStatisticsPreferences();
  // The fields answer at once; grouping all spans follows in slices.
  const by = useDeferredValue(chosen.by);
  const thenBy = useDeferredValue(chosen.thenBy);

  const attributeKeys = [by, thenBy].filter((key) => key !== '' && !isGroupField(key));
  const loaded = useAttributeColumns(attributeKeys);
  const { isLoading } = loaded;
  const byColumn = loaded.columns[attributeKeys.indexOf(by)];
  const thenByColumn = loaded.columns[attributeKeys.indexOf(thenBy)];

  const rows = useMemo(() => matchingRows(model, matches), [model, matches]);
  const wholeSelf = useMemo(() => selfTimeOf(model, rows), [model, rows]);
  const groups = useMemo(
    () => (isLoading ? [] : aggregate(model, rows, wholeSelf, keyOfRow(model, by, byColumn))),
    [model, rows, wholeSelf, by, byColumn, isLoading],
  );
  /** Groups by the second key are made for what is shown: an attribute may have a value per span. */
  const innerOf = useMemo(() => {
    if (thenBy === '' || thenBy === by || isLoading) return undefined;
    const key = keyOfRow(model, thenBy, thenByColumn);
    return (group: StatisticsGroup) => aggregate(model, group.rows, wholeSelf, key);
  }, [model, wholeSelf, by, thenBy, thenByColumn, isLoading]);

  const choose = (group: StatisticsGroup, outer: StatisticsGroup | null) => {
    const path =
      outer === null ? [[by, group.key] as const] : [[by, outer.key] as const, [thenBy, group.key] as const];
    if (canMatch) {
      const conditions = path.map(([key, value]) => groupCondition(key, value));
      actions.setFilter(conditions.reduce(narrowFilter, filter));
    } else {
      actions.setFind(
        path
          .map(([key, value]) => (value === null ? `-${groupFindKey(key)}` : findText(groupFindKey(key), value)))
          .join(' '),
      );
    }
  };
  const downloadCsv = () =>
    saveFile(
      `trace-${model.traceId}-statistics.csv`,
      'text/csv',
      formatCsv(...statisticsCsv(groups, [by, thenBy], innerOf)),
    );
  const colorOf = (group: StatisticsGroup) =>
    by === 'service' && colors.by.type === 'service' ? colors.css[colors.codes[group.longestRow]!] : undefined;

  return (
    <div className={styles.statistics}>
      <ViewBar
        label="Statistics"
        trailing={
          <>
            <span className={styles.note}>
              {matches === null
                ? `${model.rowCount.toLocaleString('en')} spans`
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
        <span className={styles.note}>Group by</span>
        <GroupSelect label="Group by" value={chosen.by} onChange={(key) => chosen.change({ by: key })} />
        <span className={styles.note}>then by</span>
        <GroupSelect label="Then by" optional value={chosen.thenBy} onChange={(key) => chosen.change({ thenBy: key })} />
      </ViewBar>
      <AttributeProgressBar active={isLoading} />
      <div className={styles.body}>
        {loaded.error !== null ? (
          <ErrorState compact error={loaded.error} title="The attributes could not be loaded." onRetry={loaded.retry} />
        ) : isLoading ? (
          <LoadingState label="Loading the attributes" />
        ) : (
          <StatisticsTable
            groups={groups}
            innerOf={innerOf}
            keyLabel={isGroupField(by) ? groupFieldLabels[by] : by}
            onChoose={choose}
            colorOf={colorOf}
          />
        )}
      </div>
    </div>
  );
}
