import { EyeOff } from 'lucide-react';
import { NameCell } from './NameCell';
import styles from './StubLine.module.css';
import type { WaterfallRowProps } from './WaterfallRow';

/** Where spans of a service that is not shown would be; opening it shows the service again. */
export function StubLine({ shared, row, level, spans, expanded }: WaterfallRowProps) {
  const service = shared.model.serviceName(row);
  return (
    <>
      <NameCell level={level} expanded={expanded}>
        <span className={styles.stub}>
          <EyeOff aria-hidden className={styles.icon} />
          {spans === 1 ? '1 hidden span' : `${spans.toLocaleString('en')} hidden spans`} from {service}
        </span>
      </NameCell>
      <div role="gridcell" aria-label="Not shown" className={styles.rest} />
    </>
  );
}
