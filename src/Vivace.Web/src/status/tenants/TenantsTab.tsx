import { useAbout, useFeature } from '../../api/about';
import { useStorage, type TenantIngest, type TenantStorage } from '../../api/storage';
import { InstantText } from '../../time/InstantText';
import { ErrorState } from '../../ui/ErrorState';
import { formatBytes, formatCompact, formatCount, formatRate } from '../../ui/formatNumbers';
import { LoadingState } from '../../ui/LoadingState';
import { statusCodec, statusUrl } from '../../url/statusRoute';
import { useRouteState } from '../../url/useRouteState';
import styles from '../StatusPage.module.css';
import { Bar } from './Bar';
import { LimitBar } from './LimitBar';
import own from './TenantsTab.module.css';
import { TopAttributes } from './TopAttributes';

/** AD-3: what each tenant holds, and how near it is to its limits. */
export function TenantsTab() {
  const storage = useStorage();
  const about = useAbout();
  if (storage.data === undefined) {
    if (storage.isError) return <ErrorState error={storage.error} title="The tenants could not be asked for." onRetry={() => void storage.refetch()} />;
    return <LoadingState label="Asking for the tenants" />;
  }
  const tenants = [...storage.data.tenants].sort((a, b) => b.bytes + b.live.bytes - a.bytes - a.live.bytes);
  if (tenants.length === 0) return <p className={styles.none}>No tenant has sent spans yet.</p>;
  const survey = about?.features.includes('storage-attributes') !== true ? null : { isAsked: tenants.length === 1, isLinked: about.multitenancy };
  return tenants.map((tenant) => <TenantCard key={tenant.tenant} tenant={tenant} survey={survey} />);
}

interface TenantCardProps {
  readonly tenant: TenantStorage;
  /** Whether attributes are counted at once, and whether links name the tenant; null when the server cannot count them. */
  readonly survey: { readonly isAsked: boolean; readonly isLinked: boolean } | null;
}

function TenantCard({ tenant, survey }: TenantCardProps) {
  const { live, limits, topServices } = tenant;
  const { state } = useRouteState(statusCodec);
  const hasSettings = useFeature('settings') === true;
  const most = topServices[0]?.spans ?? 0;
  return (
    <section className={styles.section} aria-label={`Tenant ${tenant.tenant}`}>
      <h2>{tenant.tenant}</h2>
      <div className={styles.card}>
        <dl className={own.facts}>
          {tenant.ingest !== undefined && <Ingest ingest={tenant.ingest} />}
          <div>
            <dt>In blocks</dt>
            <dd>
              {formatCount(tenant.spans)} spans, {formatBytes(tenant.bytes)} in {formatCount(tenant.blocks)} {tenant.blocks === 1 ? 'block' : 'blocks'}
            </dd>
          </div>
          <div>
            <dt>Not yet in blocks</dt>
            <dd>
              {formatCount(live.spans)} spans, {formatCount(live.traces)} traces, {formatBytes(live.bytes)}
            </dd>
          </div>
          {tenant.oldestUnixNano !== null && (
            <div>
              <dt>From</dt>
              <dd>
                <InstantText unixNano={BigInt(tenant.oldestUnixNano)} />
              </dd>
            </div>
          )}
          {tenant.newestUnixNano !== null && (
            <div>
              <dt>To</dt>
              <dd>
                <InstantText unixNano={BigInt(tenant.newestUnixNano)} />
              </dd>
            </div>
          )}
        </dl>
        <div className={own.part}>
          <h3>Limits</h3>
          {limits.length === 0 && <p className={styles.none}>No limit is set.</p>}
          <div className={own.bars}>
            {limits.map((limit) => (
              <LimitBar key={limit.name} limit={limit} href={hasSettings ? statusUrl({ tab: 'settings', find: limit.name, tenant: state.tenant }) : undefined} />
            ))}
          </div>
        </div>
        <div className={own.part}>
          <h3>Services with most spans in the last hour</h3>
          {topServices.length === 0 && <p className={styles.none}>No span in the last hour.</p>}
          <div className={own.bars}>
            {topServices.map(({ name, spans }) => (
              <Bar key={name} label={name} value={formatCompact(spans)} share={most === 0 ? 0 : spans / most} />
            ))}
          </div>
        </div>
        {survey !== null && <TopAttributes tenant={tenant.tenant} isAsked={survey.isAsked} linkTenant={survey.isLinked ? tenant.tenant : ''} />}
      </div>
    </section>
  );
}

function Ingest({ ingest: { spansPerSecond, bytesPerSecond, spansTotal, refusedTotal } }: { readonly ingest: TenantIngest }) {
  return (
    <>
      <div>
        <dt>Sends</dt>
        <dd>
          {formatRate(spansPerSecond)}, {formatBytes(bytesPerSecond)}/s
        </dd>
      </div>
      <div>
        <dt>Since the start</dt>
        <dd>
          {formatCount(spansTotal)} spans{refusedTotal > 0 && <span className={own.refused}>, {formatCount(refusedTotal)} refused</span>}
        </dd>
      </div>
    </>
  );
}
