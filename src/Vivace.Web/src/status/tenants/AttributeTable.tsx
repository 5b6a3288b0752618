import { Fragment } from 'react';
import { Link } from 'wouter';
import type { AttributeUse } from '../../api/attributes';
import { defaultFrom } from '../../app/exploreLink';
import { writeField } from '../../traceql/writeCondition';
import { formatBytes, formatCompact } from '../../ui/formatNumbers';
import { drilldownUrl } from '../../url/drilldownRoute';
import { DataTable } from '../DataTable';
import { distinctWords, writeDistinct, type AttributeOrder } from './attributeOrder';
import own from './TopAttributes.module.css';

export interface AttributeTableProps {
  readonly attributes: readonly AttributeUse[];
  readonly order: AttributeOrder;
  /** Tenant of the links; empty when the server has only one. */
  readonly linkTenant: string;
}

/** Attributes with what they take; a name opens the breakdown by it. */
export function AttributeTable({ attributes, order, linkTenant }: AttributeTableProps) {
  const isStored = attributes.some(({ bytes }) => bytes > 0);
  const mostLive = Math.max(1, ...attributes.map(({ liveBytes }) => liveBytes));
  const mostBytes = Math.max(1, ...attributes.map(({ bytes }) => bytes));
  const mostDistinct = Math.max(1, ...attributes.map(({ distinct }) => distinct));
  const breakdownOf = ({ scope, name }: AttributeUse) => drilldownUrl({ signal: 'all', group: writeField(scope, name), from: defaultFrom(), tenant: linkTenant });
  return (
    <DataTable
      label="Top attributes"
      none="None."
      rows={attributes}
      keyOf={({ scope, name, type }) => `${scope} ${type} ${name}`}
      columns={[
        {
          label: 'Attribute',
          isText: true,
          render: (attribute) => (
            <span className={own.name}>
              <Link href={breakdownOf(attribute)} className={own.link} title="Break spans down by it">
                <Breakable text={writeField(attribute.scope, attribute.name)} />
              </Link>
              <span className={own.type}>{attribute.type}</span>
            </span>
          ),
        },
        {
          label: 'On disk',
          help: 'Values and filters in blocks. Resources and instrumentation scopes are stored together: theirs is a share.',
          render: ({ bytes, scope }) => <Barred value={`${scope === 'resource' || scope === 'instrumentation' ? '≈ ' : ''}${formatBytes(bytes)}`} share={bytes / mostBytes} isOrder={order === 'bytes'} />,
        },
        {
          label: 'Different values',
          render: (attribute) => <Barred value={writeDistinct(attribute)} title={distinctWords[attribute.distinctKind]} share={attribute.distinct / mostDistinct} isOrder={order === 'distinct'} />,
        },
        { label: 'Values', help: 'In blocks and live data; of resources and instrumentation scopes, spans that have it.', render: ({ values }) => formatCompact(values) },
        { label: 'Live', help: 'Length of the values that are not in a block yet.', render: ({ liveBytes }) => (isStored ? formatBytes(liveBytes) : <Barred value={formatBytes(liveBytes)} share={liveBytes / mostLive} isOrder={order === 'bytes'} />) },
      ]}
    />
  );
}

/** May be broken after its dots. */
function Breakable({ text }: { readonly text: string }) {
  return text.split('.').map((part, place) => (
    // The parts of one name never move.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={place}>
      {place > 0 && (
        <>
          .<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));
}

function Barred({ value, share, isOrder, title }: { readonly value: string; readonly share: number; readonly isOrder: boolean; readonly title?: string }) {
  return (
    <span className={own.barred} data-order={isOrder || undefined} title={title}>
      {value}
      <span className={own.track} aria-hidden>
        <span className={own.fill} style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  );
}
