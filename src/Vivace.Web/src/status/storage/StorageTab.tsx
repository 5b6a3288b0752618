import { useState } from 'react';
import { useStorage, type Storage, type TenantStorage } from '../../api/storage';
import { formatDuration } from '../../time/durations';
import { InstantText } from '../../time/InstantText';
import { Button } from '../../ui/Button';
import { ErrorState } from '../../ui/ErrorState';
import { formatBytes, formatCount } from '../../ui/formatNumbers';
import { LoadingState } from '../../ui/LoadingState';
import { Notice } from '../../ui/Notice';
import { DataTable } from '../DataTable';
import { Measure, type MeasureFact } from '../Measure';
import { logAge } from '../logAge';
import styles from '../StatusPage.module.css';
import { BlockListDialog } from './BlockListDialog';

/** A disk that is full sooner than this deserves attention. */
const ATTENTION_DAYS = 7;

interface LevelRow {
  readonly tenant: TenantStorage;
  readonly level: TenantStorage['levels'][number];
}

/** AD-2: blocks by tenant and level, compaction, retention, and how long the disk lasts. */
export function StorageTab() {
  const storage = useStorage();
  const [opened, setOpened] = useState<{ readonly tenant: string; readonly level: number } | null>(null);
  if (storage.data === undefined) {
    if (storage.isError) return <ErrorState error={storage.error} title="The storage could not be asked." onRetry={() => void storage.refetch()} />;
    return <LoadingState label="Asking for the storage" />;
  }
  const rows = storage.data.tenants.flatMap((tenant): LevelRow[] => tenant.levels.map((level) => ({ tenant, level })));
  const bad = storage.data.tenants.reduce((sum, { badBlocks = 0 }) => sum + badBlocks, 0);
  return (
    <>
      {storage.isError && (
        <Notice tone="warning" title="These numbers are old.">
          The last attempt to refresh them failed: {storage.error.message}
        </Notice>
      )}
      {bad > 0 && (
        <Notice tone="error" title={`${formatCount(bad)} ${bad === 1 ? 'block' : 'blocks'} cannot be read.`}>
          They are set aside and the rest answers; the lists below say which and why.
        </Notice>
      )}
      <Measures storage={storage.data} />
      <section className={styles.section} aria-label="Blocks">
        <h2>Blocks</h2>
        <div className={styles.card}>
          <DataTable
            label="Blocks by tenant and level"
            none="No block yet. Spans become blocks when they have waited long enough or are many."
            rows={rows}
            keyOf={({ tenant, level }) => `${tenant.tenant} ${level.level}`}
            columns={[
              { label: 'Tenant', isText: true, render: ({ tenant }) => tenant.tenant },
              { label: 'Level', help: 'How often the blocks were merged', render: ({ level }) => level.level },
              { label: 'Blocks', render: ({ level }) => formatCount(level.blocks) },
              { label: 'Spans', render: ({ level }) => formatCount(level.spans) },
              { label: 'Size', render: ({ level }) => formatBytes(level.bytes) },
              { label: 'Bytes a span', render: ({ level }) => (level.spans === 0 ? '–' : (level.bytes / level.spans).toFixed(1)) },
              { label: 'Oldest span', render: ({ tenant, level }) => <At unixNano={level.oldestUnixNano ?? tenant.oldestUnixNano} /> },
              { label: 'Newest span', render: ({ tenant, level }) => <At unixNano={level.newestUnixNano ?? tenant.newestUnixNano} /> },
              {
                label: 'Blocks of the level',
                isAction: true,
                render: ({ tenant, level }) => (
                  <Button size="sm" onClick={() => setOpened({ tenant: tenant.tenant, level: level.level })} aria-label={`Show blocks of ${tenant.tenant}, level ${level.level}`}>
                    Show
                  </Button>
                ),
              },
            ]}
          />
        </div>
      </section>
      {opened !== null && <BlockListDialog {...opened} onClose={() => setOpened(null)} />}
    </>
  );
}

function At({ unixNano }: { readonly unixNano: string | null }) {
  return unixNano === null ? '–' : <InstantText unixNano={BigInt(unixNano)} />;
}

function Measures({ storage: { compaction, retention, disk, log, tenants } }: { readonly storage: Storage }) {
  const spans = tenants.reduce((sum, tenant) => sum + tenant.spans, 0);
  const blocks = tenants.reduce((sum, tenant) => sum + tenant.blocks, 0);
  const isFilling = disk.daysUntilFull !== null && disk.daysUntilFull < ATTENTION_DAYS;
  const diskFacts: MeasureFact[] = [
    ['Free', `${formatBytes(disk.freeBytes)} of ${formatBytes(disk.totalBytes)}`],
    ['Growth', disk.bytesPerDay === null ? 'not known yet' : `${formatBytes(disk.bytesPerDay)} a day`],
    ['Full in', disk.daysUntilFull === null ? 'not foreseen' : daysText(disk.daysUntilFull), isFilling],
  ];
  const blockFacts: MeasureFact[] = [
    ['Spans in blocks', formatCount(spans)],
    ['Kept for', formatDuration(retention.seconds * 1e9)],
    ['Deleted since start', `${formatCount(retention.deletedBlocksTotal)} blocks`],
  ];
  const compactionFacts: MeasureFact[] = [
    ['Waiting', `${formatCount(compaction.backlogBlocks)} blocks, ${formatBytes(compaction.backlogBytes)}`, compaction.backlogBlocks > 100],
    ['Merges since start', formatCount(compaction.doneTotal)],
    ['Read, written', `${formatBytes(compaction.bytesReadTotal)}, ${formatBytes(compaction.bytesWrittenTotal)}`],
  ];
  const logFacts: MeasureFact[] = [
    ['Segments', formatCount(log.segments)],
    ['Oldest', logAge(log)],
  ];
  return (
    <div className={styles.measures}>
      <Measure title="Disk used" value={formatBytes(disk.usedBytes)} facts={diskFacts} />
      <Measure title="Blocks in all" value={formatCount(blocks)} facts={blockFacts} />
      <Measure title="Merging now" value={formatCount(compaction.running)} facts={compactionFacts} />
      <Measure title="Log" value={formatBytes(log.bytes)} facts={logFacts} />
    </div>
  );
}

function daysText(days: number): string {
  if (days < 1) return 'less than a day';
  return days > 3_650 ? 'more than ten years' : `${formatCount(Math.floor(days))} ${Math.floor(days) === 1 ? 'day' : 'days'}`;
}
