import { useState } from 'react';
import { useBlock, useBlocks, type BlockSummary } from '../../api/storage';
import { InstantText } from '../../time/InstantText';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ErrorState } from '../../ui/ErrorState';
import { formatBytes, formatCount } from '../../ui/formatNumbers';
import { LoadingState } from '../../ui/LoadingState';
import { Notice } from '../../ui/Notice';
import { DataTable } from '../DataTable';

export interface BlockListDialogProps {
  readonly tenant: string;
  readonly level: number;
  readonly onClose: () => void;
}

/** The blocks of one tenant and level, and what a block is made of. */
export function BlockListDialog({ tenant, level, onClose }: BlockListDialogProps) {
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={opened === null ? `Blocks of ${tenant}, level ${level}` : `Block ${opened}`}
      width="lg"
      footer={opened === null ? undefined : <Button onClick={() => setOpened(null)}>Back to the list</Button>}
    >
      {opened === null ? <BlockList tenant={tenant} level={level} onOpen={setOpened} /> : <BlockParts id={opened} tenant={tenant} />}
    </Dialog>
  );
}

function BlockList({ tenant, level, onOpen }: { readonly tenant: string; readonly level: number; readonly onOpen: (id: string) => void }) {
  const blocks = useBlocks(tenant, level);
  if (blocks.isPending) return <LoadingState label="Asking for the blocks" />;
  if (blocks.isError) return <ErrorState compact error={blocks.error} title="The blocks could not be listed." onRetry={() => void blocks.refetch()} />;
  const rows = blocks.data.pages.flatMap((page) => page.blocks);
  return (
    <>
      <DataTable
        label="Blocks"
        none="The blocks have been merged meanwhile."
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          {
            label: 'Block',
            isText: true,
            render: ({ id }: BlockSummary) => (
              <Button size="sm" variant="ghost" className="mono" aria-label={`Block ${id}`} onClick={() => onOpen(id)}>
                {id.slice(0, 13)}
              </Button>
            ),
          },
          { label: 'Spans', render: ({ spans }) => formatCount(spans) },
          { label: 'Traces', render: ({ traces }) => formatCount(traces) },
          { label: 'Size', render: ({ bytes }) => formatBytes(bytes) },
          { label: 'From', render: ({ startUnixNano }) => <InstantText unixNano={BigInt(startUnixNano)} /> },
          { label: 'To', render: ({ endUnixNano }) => <InstantText unixNano={BigInt(endUnixNano)} /> },
        ]}
      />
      {blocks.hasNextPage && (
        <Button disabled={blocks.isFetchingNextPage} onClick={() => void blocks.fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}

function BlockParts({ id, tenant }: { readonly id: string; readonly tenant: string }) {
  const block = useBlock(id, tenant);
  if (block.isPending) return <LoadingState label="Asking for the block" />;
  if (block.isError) return <ErrorState compact error={block.error} title="The block could not be read." onRetry={() => void block.refetch()} />;
  const { columns = [], replaces = [], spans, traces, bytes, rowGroups, damage = null, createdUnixNano } = block.data;
  return (
    <>
      <p>
        {formatCount(spans)} spans of {formatCount(traces)} traces, {formatBytes(bytes)}
        {rowGroups !== null && ` in ${formatCount(rowGroups)} row ${rowGroups === 1 ? 'group' : 'groups'}`}
        {replaces.length > 0 && `, merged from ${formatCount(replaces.length)} blocks`}, written <InstantText unixNano={BigInt(createdUnixNano)} />
      </p>
      {damage !== null && (
        <Notice tone="error" title="This block cannot be read.">
          {damage}
        </Notice>
      )}
      <DataTable
        label="Columns"
        none="The server does not tell its columns."
        rows={[...columns].sort((a, b) => b.bytes - a.bytes)}
        keyOf={({ table, name, type }) => `${table ?? ''} ${name} ${type ?? ''}`}
        columns={[
          { label: 'Column', isText: true, render: ({ name }) => name },
          { label: 'Of', isText: true, render: ({ table }) => table ?? '–' },
          { label: 'Type', isText: true, render: ({ type }) => type ?? '–' },
          { label: 'Values', render: ({ values }) => (values === undefined ? '–' : formatCount(values)) },
          { label: 'Size', render: ({ bytes: size }) => formatBytes(size) },
          { label: 'Share', render: ({ bytes: size }) => `${((size / Math.max(1, bytes)) * 100).toFixed(1)} %` },
          { label: 'Encoding', isText: true, render: ({ encoding }) => encoding ?? '–' },
        ]}
      />
    </>
  );
}
