import { Link } from 'wouter';
import type { LimitUse } from '../../api/storage';
import { formatBytes, formatCompact, formatCount } from '../../ui/formatNumbers';
import { Bar } from './Bar';
import styles from './LimitBar.module.css';

/** A limit that is used up to this share is marked. */
const WARN_SHARE = 0.8;

/** What the settings limit, in words; of others the last part of the name has to do. */
const words: Readonly<Record<string, string>> = {
  'overrides.defaults.ingestion.rate_limit_bytes': 'Bytes received a second',
  'overrides.defaults.ingestion.max_traces_per_user': 'Live traces',
  'vivace.storage.max_live_block_bytes': 'Bytes not yet in blocks',
  'query_frontend.max_outstanding_per_tenant': 'Queries at the same time',
};

/** How much of a limit is used; its name leads to the setting. */
export function LimitBar({ limit: { name, limit, used }, href }: { readonly limit: LimitUse; readonly href: string | undefined }) {
  const isBytes = name.endsWith('bytes');
  const format = isBytes ? formatBytes : formatCompact;
  const rate = name.endsWith('rate_limit_bytes') ? '/s' : '';
  const text = words[name] ?? name.slice(name.lastIndexOf('.') + 1);
  const label = href === undefined ? <span title={name}>{text}</span> : <Link href={href} className={styles.link ?? ''} title={`The setting ${name}`}>{text}</Link>;
  if (limit <= 0) return <Bar label={label} value={`${format(used)}${rate}, no limit`} share={0} />;
  const share = used / limit;
  const state = share >= 1 ? ', used up' : share >= WARN_SHARE ? ', nearly used up' : '';
  return (
    <Bar
      label={label}
      value={`${format(used)}${rate} of ${format(limit)}${rate}${state}`}
      title={`${formatCount(used)} of ${formatCount(limit)}${isBytes ? ` bytes${rate === '' ? '' : ' a second'}` : ''}`}
      share={share}
      isNear={share >= WARN_SHARE}
    />
  );
}
