import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useAttributeSurvey, type AttributeSurvey } from '../../api/attributes';
import { Button } from '../../ui/Button';
import { ErrorState } from '../../ui/ErrorState';
import { ChoiceButtons } from '../../ui/ChoiceButtons';
import { formatCount } from '../../ui/formatNumbers';
import { LoadingState } from '../../ui/LoadingState';
import { PartialBanner } from '../../ui/PartialBanner';
import { Stale } from '../../ui/Stale';
import styles from '../StatusPage.module.css';
import { AttributeTable } from './AttributeTable';
import { attributeOrders, sortAttributes, type AttributeOrder } from './attributeOrder';
import own from './TopAttributes.module.css';

/** How many are listed at first. */
const FIRST_ROWS = 15;

/** AD-3: the attributes of a tenant that take most room, and those with most different values. Counted when asked for. */
export function TopAttributes({ tenant, isAsked, linkTenant }: { readonly tenant: string; readonly isAsked: boolean; readonly linkTenant: string }) {
  const [isWanted, setWanted] = useState(isAsked);
  const [order, setOrder] = useState<AttributeOrder>('bytes');
  const survey = useAttributeSurvey(tenant, isWanted);
  return (
    <div className={own.top}>
      <div className={own.head}>
        <h3>Top attributes</h3>
        {survey.data !== undefined && survey.data.attributes.length > 0 && (
          <>
            <ChoiceButtons label="Order" value={order} options={attributeOrders} onChange={setOrder} />
            <Button size="sm" variant="ghost" icon={<RotateCw aria-hidden />} disabled={survey.isFetching} onClick={() => void survey.refetch()}>
              {survey.isFetching ? 'Counting' : 'Count again'}
            </Button>
          </>
        )}
      </div>
      {!isWanted && (
        <div className={own.ask}>
          <p className={styles.none}>Counting reads the columns of the tenant's blocks, newest first, for up to five seconds.</p>
          <Button size="sm" onClick={() => setWanted(true)}>
            Count the attributes
          </Button>
        </div>
      )}
      {isWanted && survey.data === undefined && !survey.isError && <LoadingState label="Counting the attributes" rows={4} />}
      {survey.isError && <ErrorState compact error={survey.error} title="The attributes could not be counted." onRetry={() => void survey.refetch()} />}
      {survey.data !== undefined && (
        <Stale active={survey.isFetching}>
          <Counted survey={survey.data} order={order} linkTenant={linkTenant} />
        </Stale>
      )}
    </div>
  );
}

function Counted({ survey, order, linkTenant }: { readonly survey: AttributeSurvey; readonly order: AttributeOrder; readonly linkTenant: string }) {
  const [isOpen, setOpen] = useState(false);
  const { attributes, spans, blocks, totalBlocks, total, partial, message } = survey;
  if (attributes.length === 0 && !partial) return <p className={styles.none}>{spans === 0 ? 'No span is stored.' : `None of the ${formatCount(spans)} spans has an attribute.`}</p>;
  const sorted = sortAttributes(attributes, order);
  const shown = isOpen ? sorted : sorted.slice(0, FIRST_ROWS);
  return (
    <>
      {partial && <PartialBanner reasons={[message ?? 'not everything was counted']} />}
      <p className={own.about}>
        {formatCount(total)} {total === 1 ? 'attribute' : 'attributes'} of {formatCount(spans)} spans, {totalBlocks === 0 ? 'none of them in a block yet' : `in ${formatCount(blocks)} of ${formatCount(totalBlocks)} ${totalBlocks === 1 ? 'block' : 'blocks'} and in live data`}.
      </p>
      <AttributeTable attributes={shown} order={order} linkTenant={linkTenant} />
      {sorted.length > FIRST_ROWS && (
        <Button size="sm" variant="ghost" onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Show fewer' : `Show all ${sorted.length}`}
        </Button>
      )}
    </>
  );
}
